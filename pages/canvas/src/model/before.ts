/**
 * What a gesture found where it changed something, as changes that bring it back.
 *
 * A gesture may reach the server long after it was made: the browser was closed, the server stopped.
 * By what it found the server sees what other people changed meanwhile, and lets the person choose
 * instead of writing over it. Places on the drawing are no such choice and are left out.
 */

import type { Change } from "./operations";
import { edgeKey, type FlowView } from "./types";

/** A gesture on more places than this is kept without what it found: it would grow too large. */
export const MOST_PLACES = 200;

/** Return the changes that bring back what these changes find, the last one first. */
export function beforeOf(view: FlowView, changes: readonly Change[]): readonly Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const one = foundBy(view, change);
    if (one && !found.has(one[0])) found.set(one[0], one[1]);
  }
  return found.size > MOST_PLACES ? [] : [...found.values()].reverse();
}

type Found = readonly [place: string, back: Change];

function foundBy(view: FlowView, change: Change): Found | null {
  switch (change.change) {
    case "put_node":
      return node(view, change.node.id);
    case "remove_node":
      return node(view, change.id);
    case "set":
      return node(view, change.node);
    case "put_edge":
    case "remove_edge":
      return edge(view, change.source, change.outcome);
    case "put_note":
      return item(view.notes, change.note.id, "note");
    case "remove_note":
      return item(view.notes, change.id, "note");
    case "put_stage":
      return item(view.stages, change.stage.id, "stage");
    case "remove_stage":
      return item(view.stages, change.id, "stage");
    default:
      return null;
  }
}

function node(view: FlowView, id: string): Found {
  const card = view.cards[id];
  const back: Change = card ? { change: "put_node", node: card.node } : { change: "remove_node", id };
  return [`node ${id}`, back];
}

function edge(view: FlowView, source: string, outcome: string): Found {
  const target = view.edges[edgeKey(source, outcome)];
  const back: Change =
    target === undefined
      ? { change: "remove_edge", source, outcome }
      : { change: "put_edge", source, outcome, target };
  return [`edge ${edgeKey(source, outcome)}`, back];
}

function item<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  kind: "note" | "stage",
): Found {
  const one = items.find((each) => each.id === id);
  const back = one ? { change: `put_${kind}`, [kind]: one } : { change: `remove_${kind}`, id };
  return [`${kind} ${id}`, back as unknown as Change];
}
