/** The "+" in the middle of the edge under the pointer. */
import { EdgeLabelRenderer } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useActions, useCanvas, useCanvasStore, useWords } from "../store/context";
import type { CanvasStoreState } from "../store/state";
import { routesOf } from "./routes";

/** How long the pointer may need from the edge to its "+", in milliseconds. */
const PATIENCE_MS = 200;

export function InsertButton() {
  const store = useCanvasStore();
  const words = useWords();
  const { open, hover, select } = useActions();
  const edge = useCanvas((state) => (state.readOnly || state.dragging || !isEdge(state) ? null : state.hoveredEdge));
  const middle = edge === null ? undefined : routesOf(store).get(edge)?.middle;
  if (edge === null || !middle) return null;
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        tabIndex={-1}
        className="fx-insert nodrag nopan"
        style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
        title={words.edge.insert}
        aria-label={words.edge.insert}
        onContextMenu={(event) => {
          event.preventDefault();
          select({ edge });
          const target = { kind: "edge", id: edge } as const;
          open({ name: "menu", target, at: [middle.x, middle.y], screen: [event.clientX, event.clientY] });
        }}
        onMouseEnter={() => hover({ edge })}
        onMouseLeave={() => hover({ edge: null })}
        onClick={(event) => {
          event.stopPropagation();
          open({ name: "quickAdd", at: [middle.x - 120, middle.y - 44], screen: [event.clientX, event.clientY], edge });
          hover({ edge: null });
        }}
      >
        +
      </button>
    </EdgeLabelRenderer>
  );
}

/** Whether what is under the pointer is an edge of the flow, not one that stands for several. */
function isEdge({ hoveredEdge, view }: CanvasStoreState): boolean {
  return hoveredEdge !== null && hoveredEdge in view.edges;
}

/** Handlers for React Flow: hovering lasts a moment longer than the pointer is over the edge. */
export function useEdgeHover() {
  const { hover } = useActions();
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    enter: (_event: unknown, edge: { id: string }) => {
      clearTimeout(timer.current);
      hover({ edge: edge.id as never });
    },
    leave: (event: { relatedTarget: EventTarget | null }) => {
      clearTimeout(timer.current);
      const onto = event.relatedTarget;
      if (onto instanceof Element && onto.closest(".fx-insert")) return;
      timer.current = window.setTimeout(() => hover({ edge: null }), PATIENCE_MS);
    },
  };
}
