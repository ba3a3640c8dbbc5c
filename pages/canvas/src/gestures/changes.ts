/** What a wire and a dropped card may do, as pure functions of the view. */
import { hasInput } from "../cards/geometry";
import type { Change } from "../model/operations";
import { type EdgeKey, edgeEnds, edgeKey, type FlowView } from "../model/types";

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
