/** Edges of a view as React Flow's; those of collapsed stages end at their strip, drawn once. */
import type { Edge } from "@xyflow/react";
import { hiddenCards } from "../lanes/lanes";
import { type EdgeKey, edgeEnds, type FlowView } from "../model/types";

export interface EdgeData extends Record<string, unknown> {
  readonly outcome: string;
  readonly index: number;
}

export type FlowEdge = Edge<EdgeData, "wire">;

/** The edges of a view between cards that are shown, with those before where they still hold. */
export function edgesOf(view: FlowView, selected: EdgeKey | null, before: readonly FlowEdge[] = []): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const hidden = hiddenCards(view);
  const edges: FlowEdge[] = [];
  for (const [key, target] of Object.entries(view.edges) as [EdgeKey, string][]) {
    const { source, outcome } = edgeEnds(key);
    if (!view.cards[source] || !view.cards[target] || hidden.has(source) || hidden.has(target)) continue;
    const index = Math.max(0, view.cards[source].outcomes.findIndex((one) => one.id === outcome));
    edges.push(edgeOf(key, source, outcome, target, index, key === selected, known.get(key)));
  }
  const same = edges.length === before.length && edges.every((edge, place) => edge === before[place]);
  return same ? (before as FlowEdge[]) : edges;
}

function edgeOf(
  id: EdgeKey,
  source: string,
  outcome: string,
  target: string,
  index: number,
  selected: boolean,
  before: FlowEdge | undefined,
): FlowEdge {
  const holds = before?.target === target && before.selected === selected && before.data?.index === index;
  if (before && holds) return before;
  return { id, type: "wire", source, sourceHandle: outcome, target, selected, selectable: false, reconnectable: "target", data: { outcome, index } };
}
