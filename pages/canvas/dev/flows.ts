/** Flows for the harness: a real one, and grids of any size. */
import { cardOf } from "../src/model/cards";
import { type Card, edgeKey, type FlowView, type Point, type ShownProblem } from "../src/model/types";
import { catalogue } from "./catalogue";
import small from "./flow.json";

const kinds = Object.fromEntries(catalogue.map((kind) => [kind.type, kind]));
const TYPES = ["message", "question", "menu", "condition", "api", "handoff", "survey"] as const;

/** The sample flow "Segunda via de boleto". */
export function smallFlow(): FlowView {
  return small as unknown as FlowView;
}

/** `count` cards of all families in a grid, about two edges a card. */
export function gridFlow(count: number): FlowView {
  const columns = count >= 2000 ? 40 : Math.max(1, Math.round(Math.sqrt(count * 1.25)));
  const cards: Record<string, Card> = {};
  const layout: Record<string, Point> = {};
  const edges: Record<string, string> = {};
  for (let index = 0; index < count; index += 1) {
    const id = `n${index}`;
    cards[id] = gridCard(id, index);
    layout[id] = [(index % columns) * 360, Math.floor(index / columns) * 336];
    const [first, second] = cards[id].outcomes;
    if (first && (index + 1) % columns !== 0 && index + 1 < count) edges[edgeKey(id, first.id)] = `n${index + 1}`;
    if (second && index + columns < count) edges[edgeKey(id, second.id)] = `n${index + columns}`;
  }
  return { ...smallFlow(), flow: { ...smallFlow().flow, id: `grid-${count}`, name: `Grade de ${count}` }, cards, layout, edges, stages: [], lanes: {}, error_route: null, start: "n0" };
}

function gridCard(id: string, index: number): Card {
  const type = index === 0 ? "start" : TYPES[index % TYPES.length];
  const kind = kinds[type ?? "message"];
  const node = { ...kind?.template, id, name: `${kind?.name} ${index}` } as Card["node"];
  const card = cardOf(node, kinds);
  return card.summary === "" ? { ...card, summary: kind?.description ?? "" } : card;
}

/** A required outcome without an edge is an error, as the checks say it. */
export function problemsOf(view: FlowView): Record<string, ShownProblem[]> {
  const found: Record<string, ShownProblem[]> = {};
  for (const [id, card] of Object.entries(view.cards)) {
    for (const outcome of card.outcomes) {
      if (!outcome.required || edgeKey(id, outcome.id) in view.edges) continue;
      (found[id] ??= []).push({ severity: "error", code: "no_edge", sentence: `A saída “${outcome.label}” precisa de uma ligação.` });
    }
  }
  return found;
}
