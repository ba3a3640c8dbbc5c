/** What React Flow draws: kept beside the store, so that a drag draws without a gesture. */
import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { edgeEnds, type EdgeKey, type FlowView } from "../model/types";
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
  const kept = useMemo<Kept>(() => ({ edges: [], of: null, selected: null }), []);
  return useMemo(() => {
    if (kept.selected !== selected || !kept.of || !haveSameEdges(kept.of, view))
      kept.edges = edgesOf(view, selected, kept.edges);
    [kept.of, kept.selected] = [view, selected];
    return plain ? edgesAt(kept.edges, new Set(chosen)) : kept.edges;
  }, [view, selected, plain, chosen, kept]);
}

interface Kept {
  edges: FlowEdge[];
  of: FlowView | null;
  selected: EdgeKey | null;
}

/** Say whether two views lead the same edges from the same cards, as after a card was only added. */
function haveSameEdges(one: FlowView, other: FlowView): boolean {
  if (one.edges !== other.edges || one.lanes !== other.lanes || one.stages !== other.stages) return false;
  for (const id in one.cards) if (one.cards[id] !== other.cards[id]) return false;
  const added = Object.keys(other.cards).filter((id) => !(id in one.cards));
  return added.length === 0 || !Object.values(other.edges).some((target) => added.includes(target));
}

const NONE: readonly string[] = [];

function edgesAt(edges: readonly FlowEdge[], ids: ReadonlySet<string>): FlowEdge[] {
  return edges.filter((edge) => ids.has(edgeEnds(edge.id as EdgeKey).source) || ids.has(edge.target));
}
