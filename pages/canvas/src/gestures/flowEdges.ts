/** Edges of a view as React Flow's; those of collapsed stages end at their strip, each way once. */
import type { Edge } from "@xyflow/react";
import { hiddenCards } from "../lanes/lanes";
import { stripId } from "../lanes/strips";
import { type EdgeKey, edgeEnds, type FlowView } from "../model/types";

export interface EdgeData extends Record<string, unknown> {
  readonly outcome: string;
  /** Place of the outcome in its card: keeps parallel edges apart. */
  readonly index: number;
  /** How many edges came into the same card before this one: keeps their names apart. */
  readonly entry: number;
}

export type FlowEdge = Edge<EdgeData, "wire">;

/** The edges of a view, with those before where they still hold. */
export function edgesOf(view: FlowView, selected: EdgeKey | null, before: readonly FlowEdge[] = []): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const hidden = hiddenCards(view);
  const entries = new Map<string, number>();
  const edges = new Map<string, FlowEdge>();
  for (const [key, target] of Object.entries(view.edges) as [EdgeKey, string][]) {
    const wanted = wantedEdge(view, key, target, hidden);
    if (!wanted || edges.has(wanted.id)) continue;
    const entry = entries.get(wanted.target) ?? 0;
    entries.set(wanted.target, entry + 1);
    edges.set(wanted.id, kept({ ...wanted, entry, selected: key === selected }, known.get(wanted.id)));
  }
  const all = [...edges.values()];
  const same = all.length === before.length && all.every((edge, place) => edge === before[place]);
  return same ? (before as FlowEdge[]) : all;
}

interface Wanted {
  readonly id: string;
  readonly source: string;
  readonly outcome: string;
  readonly target: string;
  readonly index: number;
}

function wantedEdge(view: FlowView, key: EdgeKey, target: string, hidden: ReadonlyMap<string, string>): Wanted | null {
  const { source, outcome } = edgeEnds(key);
  const card = view.cards[source];
  if (!card || !view.cards[target]) return null;
  const [from, to] = [hidden.get(source), hidden.get(target)];
  const end = to === undefined ? target : stripId(to);
  if (from !== undefined) {
    const strip = stripId(from);
    return from === to ? null : { id: `${strip}/${end}`, source: strip, outcome: "", target: end, index: 0 };
  }
  const index = Math.max(0, card.outcomes.findIndex((one) => one.id === outcome));
  return { id: key, source, outcome, target: end, index };
}

function kept({ outcome, index, entry, ...wanted }: Wanted & { entry: number; selected: boolean }, before?: FlowEdge): FlowEdge {
  if (before && holds(before, wanted, index, entry)) return before;
  return {
    ...wanted,
    type: "wire",
    sourceHandle: outcome === "" ? null : outcome,
    selectable: false,
    reconnectable: outcome === "" ? false : "target",
    data: { outcome, index, entry },
  };
}

function holds(edge: FlowEdge, wanted: { target: string; selected: boolean }, index: number, entry: number): boolean {
  const same = edge.target === wanted.target && edge.selected === wanted.selected;
  return same && edge.data?.index === index && edge.data.entry === entry;
}
