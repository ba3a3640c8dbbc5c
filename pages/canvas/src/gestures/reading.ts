/** The order in which cards are read: from the start along the edges, then the rest by place. */
import { edgeKey, type FlowView } from "../model/types";

/** All cards in reading order. */
export function readingOrder(view: FlowView): readonly string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (first: string): void => {
    const ahead = [first];
    while (ahead.length > 0) {
      const id = ahead.pop() as string;
      if (seen.has(id) || !view.cards[id]) continue;
      seen.add(id);
      order.push(id);
      const targets = view.cards[id].outcomes.map((outcome) => view.edges[edgeKey(id, outcome.id)]);
      ahead.push(...targets.filter((target) => target !== undefined).reverse());
    }
  };
  if (view.start !== null) visit(view.start);
  for (const id of byPlace(view)) visit(id);
  return order;
}

function byPlace(view: FlowView): readonly string[] {
  const place = (id: string): readonly [number, number] => view.layout[id] ?? [0, 0];
  return Object.keys(view.cards).sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}

/** The card after (step 1) or before (step −1) another; null beyond the ends. */
export function neighbour(view: FlowView, id: string | undefined, step: 1 | -1): string | null {
  const order = readingOrder(view);
  const at = id === undefined ? (step === 1 ? -1 : order.length) : order.indexOf(id);
  return order[at + step] ?? null;
}

/** A card that leads to another, the first in reading order. */
export function previousOf(view: FlowView, id: string): string | null {
  return readingOrder(view).find((one) => leadsTo(view, one, id)) ?? null;
}

function leadsTo(view: FlowView, from: string, to: string): boolean {
  return view.cards[from]?.outcomes.some((one) => view.edges[edgeKey(from, one.id)] === to) ?? false;
}
