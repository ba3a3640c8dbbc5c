import { useReactFlow } from "@xyflow/react";
import { type RefObject, useMemo } from "react";
import { useCanvasStore, useRegisterCommands } from "../store/context";
import { canvasCommands } from "./commands";

/** Register the commands of the canvas itself while it is mounted. */
export function useCanvasCommands(root: RefObject<HTMLElement | null>): void {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const commands = useMemo(() => canvasCommands({ store, flow, root: () => root.current }), [store, flow, root]);
  useRegisterCommands(commands);
}
