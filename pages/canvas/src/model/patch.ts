/** The server's view from what it sent: the whole, or what differs from a view the browser holds. */
import type { FlowView, ViewPatch } from "./types";

/** The view after a patch; what the patch does not name keeps its identity. */
export function patched(view: FlowView, patch: ViewPatch): FlowView {
  const { cards, edges, layout, ...whole } = patch;
  return {
    ...view,
    ...whole,
    cards: merged(view.cards, cards),
    edges: merged(view.edges, edges),
    layout: merged(view.layout, layout),
  };
}

function merged<T>(
  before: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, T | null>> | undefined,
): Readonly<Record<string, T>> {
  if (!changes || Object.keys(changes).length === 0) return before;
  const after: Record<string, T> = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete after[key];
    else after[key] = value;
  }
  return after;
}
