/** Gestures that take several changes, as pure functions of the view. */
import { hasInput } from "../cards/geometry";
import type { Change } from "../model/operations";
import { type EdgeKey, edgeEnds, edgeKey, type FlowView } from "../model/types";

/** Delete cards with their edges. */
export function deletion(view: FlowView, ids: readonly string[]): Change[] {
  return ids.filter((id) => id in view.cards).map((id) => ({ change: "remove_node", id }));
}

/** Delete cards; what led to one leads on to where its first connected outcome led. */
export function deletionWithReconnection(view: FlowView, ids: readonly string[]): Change[] {
  const gone = new Set(ids);
  const edges = Object.entries(view.edges) as [EdgeKey, string][];
  const bridges = edges.flatMap(([key, target]): Change[] => {
    const { source, outcome } = edgeEnds(key);
    if (gone.has(source) || !gone.has(target)) return [];
    const next = beyond(view, target, gone);
    return next === null ? [] : [{ change: "put_edge", source, outcome, target: next }];
  });
  return [...deletion(view, ids), ...bridges];
}

function beyond(view: FlowView, from: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let at: string | null = from;
  while (at !== null && gone.has(at)) {
    if (seen.has(at)) return null;
    seen.add(at);
    at = nextOf(view, at);
  }
  return at;
}

/** Where the first connected outcome of a card leads. */
export function nextOf(view: FlowView, id: string): string | null {
  for (const outcome of view.cards[id]?.outcomes ?? []) {
    const target = view.edges[edgeKey(id, outcome.id)];
    if (target !== undefined) return target;
  }
  return null;
}

/** Put a card into an edge: source → card → where the edge led. */
export function splice(view: FlowView, id: string, edge: EdgeKey): Change[] {
  const { source, outcome } = edgeEnds(edge);
  const target = view.edges[edge];
  const first = view.cards[id]?.outcomes[0];
  if (target === undefined || source === id || target === id) return [];
  const onward: Change[] = first ? [{ change: "put_edge", source: id, outcome: first.id, target }] : [];
  return [{ change: "put_edge", source, outcome, target: id }, ...onward];
}

/** Whether a card may be spliced into edges: nothing leads to it, and its first way out is free. */
export function isLoose(view: FlowView, id: string): boolean {
  const card = view.cards[id];
  const first = card?.outcomes[0];
  if (!card || !first || !hasInput(card) || edgeKey(id, first.id) in view.edges) return false;
  return !Object.values(view.edges).includes(id);
}

/** Whether an edge may lead from an outcome to a card. */
export function mayConnect(view: FlowView, source: string, target: string): boolean {
  const card = view.cards[target];
  return card !== undefined && source in view.cards && hasInput(card);
}
