/** Small flows for tests. */

import { type Box, overlaps } from "./card";
import type { Card, EdgeKey, FlowView, Point } from "../model/types";

/** Return a card with the named outcomes. */
export function cardOf(id: string, outcomes: readonly string[] = ["next"], more: object = {}): Card {
  return {
    node: { id, type: "message", name: id, text: `Texto de ${id}`, ...more },
    outcomes: outcomes.map((name) => ({ id: name, label: name, required: true, falls_to: null })),
    text_path: "text",
    summary: `Texto de ${id}`,
  };
}

/** Return a view of cards and of edges written "a/next>b". */
export function viewOf(
  cards: readonly Card[],
  edges: readonly string[] = [],
  more: Partial<FlowView> = {},
): FlowView {
  return {
    flow: { id: "f", name: "Fluxo", language: "pt-BR", languages: ["pt-BR"] },
    cards: Object.fromEntries(cards.map((card) => [card.node.id, card])),
    edges: Object.fromEntries(edges.map((edge) => edge.split(">") as [EdgeKey, string])),
    layout: {},
    stages: [],
    lanes: {},
    notes: [],
    groups: [],
    variables: [],
    translations: {},
    start: cards[0]?.node.id ?? null,
    error_route: null,
    ...more,
  };
}

/** Return a flow of `size` cards in a random tree with some loops, always the same one. */
export function manyCards(size: number, stages: readonly string[] = []): FlowView {
  const cards: Card[] = [];
  const edges: string[] = [];
  const layout: Record<string, Point> = {};
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let i = 0; i < size; i++) {
    const stage = stages[Math.floor((i * stages.length) / size)];
    cards.push(cardOf(`n${i}`, ["a", "b", "c"], stage ? { stage } : {}));
    if (i > 0) edges.push(`n${Math.max(0, i - 1 - Math.floor(random() * 6))}/${"ab"[i % 2]}>n${i}`);
    if (random() < 0.2) edges.push(`n${i}/c>n${Math.floor(random() * i)}`);
  }
  return viewOf(cards, edges, { layout, stages: stages.map((id) => ({ id, name: id })) });
}

/** Say whether any two of the boxes overlap. */
export function anyOverlap(boxes: readonly Box[]): boolean {
  return boxes.some((box, i) => boxes.slice(i + 1).some((other) => overlaps(box, other)));
}
