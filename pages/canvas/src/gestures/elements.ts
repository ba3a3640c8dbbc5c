/** What React Flow draws: kept beside the store, so that a drag draws without a gesture. */
import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { edgeEnds, type EdgeKey } from "../model/types";
import { isStrip } from "../lanes/strips";
import { useCanvas, useCanvasStore } from "../store/context";
import { edgesOf, type FlowEdge } from "./flowEdges";
import { type FlowNode, nodesOf, stripNodesOf } from "./flowNodes";
import { afterNodeChanges } from "./selecting";

/** Nodes, edges, and React Flow's word about them. */
export function useFlowElements(plain: boolean, painted: boolean, hot: string | null) {
  const store = useCanvasStore();
  const [nodes, setNodes] = useState<FlowNode[]>(() => nodesOf(store.getState().view, store.getState().selection.nodes));
  const edges = useEdges(plain);

  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.view === before.view && state.selection.nodes === before.selection.nodes) return;
        setNodes((known) => nodesOf(state.view, state.selection.nodes, known));
      }),
    [store],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const selection = afterNodeChanges(store.getState().selection, changes);
      if (selection) store.getState().select(selection);
      const moves = changes.filter((change) => change.type === "position");
      if (moves.length > 0) setNodes((known) => applyNodeChanges(moves, known));
    },
    [store],
  );

  const onEdgeClick = useCallback(
    (_event: unknown, edge: FlowEdge) => {
      if (!isStrip(edge.id)) store.getState().select({ edge: edge.id as EdgeKey });
    },
    [store],
  );

  const lanes = useCanvas((state) => state.view.lanes);
  const strips = useMemo(() => stripNodesOf(store.getState().view), [store, lanes]);
  const shown = useMemo(() => {
    const cards = painted ? nodes.filter((node) => node.selected || node.dragging || node.id === hot) : nodes;
    return strips.length === 0 ? cards : [...cards, ...(strips as unknown as FlowNode[])];
  }, [nodes, strips, painted, hot]);

  return { nodes: shown, edges, onNodesChange, onEdgeClick };
}

function useEdges(plain: boolean): FlowEdge[] {
  const view = useCanvas((state) => state.view);
  const selected = useCanvas((state) => state.selection.edge);
  const chosen = useCanvas((state) => (plain ? state.selection.nodes : NONE));
  const kept = useMemo<{ edges: FlowEdge[] }>(() => ({ edges: [] }), []);
  return useMemo(() => {
    kept.edges = edgesOf(view, selected, kept.edges);
    return plain ? edgesAt(kept.edges, new Set(chosen)) : kept.edges;
  }, [view, selected, plain, chosen, kept]);
}

const NONE: readonly string[] = [];

function edgesAt(edges: readonly FlowEdge[], ids: ReadonlySet<string>): FlowEdge[] {
  return edges.filter((edge) => ids.has(edgeEnds(edge.id as EdgeKey).source) || ids.has(edge.target));
}
