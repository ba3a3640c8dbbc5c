/** Right-clicks: which menu, for what, and where. */
import { useReactFlow } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useMemo } from "react";
import type { EdgeKey } from "../model/types";
import { isStrip } from "../lanes/strips";
import { useCanvasStore } from "../store/context";
import type { MenuTarget } from "../store/state";
import type { FlowEdge } from "./flowEdges";
import type { FlowNode } from "./flowNodes";

type Click = ReactMouseEvent | MouseEvent;

/** React Flow's handlers for context menus and for clicks on nothing. */
export function useMenus() {
  const store = useCanvasStore();
  const flow = useReactFlow();
  return useMemo(() => {
    const open = (event: Click, target: MenuTarget): void => {
      event.preventDefault();
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      store.getState().open({ name: "menu", target, screen: [event.clientX, event.clientY], at: [x, y] });
    };
    const onNode = (event: Click, node: FlowNode): void => {
      if (isStrip(node.id)) return open(event, { kind: "canvas" });
      const { selection, select } = store.getState();
      const several = selection.nodes.length > 1 && selection.nodes.includes(node.id);
      if (!selection.nodes.includes(node.id)) select({ nodes: [node.id] });
      open(event, several ? { kind: "selection" } : { kind: "card", id: node.id });
    };
    const onEdge = (event: Click, edge: FlowEdge): void => {
      if (isStrip(edge.id)) return open(event, { kind: "canvas" });
      store.getState().select({ edge: edge.id as EdgeKey });
      open(event, { kind: "edge", id: edge.id });
    };
    return {
      onNodeContextMenu: onNode,
      onSelectionContextMenu: (event: Click) => open(event, { kind: "selection" }),
      onEdgeContextMenu: onEdge,
      onPaneContextMenu: (event: Click) => open(event, { kind: "canvas" }),
      onPaneClick: () => {
        const { overlay, selection, open: show, select } = store.getState();
        if (overlay) show(null);
        if (selection.nodes.length > 0 || selection.edge !== null || selection.note !== null) select({});
      },
    };
  }, [store, flow]);
}
