/** What screen readers say of a card: "Pergunta: CPF, 3 saídas, 1 sem ligação, etapa Triagem". */
import { type Kinds } from "../model/cards";
import { type Card, edgeKey } from "../model/types";
import type { CanvasState } from "../store/state";
import { familyOf } from "../theme/families";
import type { Words } from "../words";

/** The name of a card; its type's name, its type or id when it has none. */
export function nameOf(card: Card, kinds: Kinds): string {
  return card.node.name || kinds[card.node.type]?.name || card.node.type;
}

/** The family in words, and the type's own name where it says more: "Pergunta · Menu". */
export function kindWords(card: Card, kinds: Kinds, words: Words): string {
  if (card.unknown) return words.card.unknown;
  const family = words.families[familyOf(card.node.type, kinds)];
  const type = kinds[card.node.type]?.name ?? card.node.type;
  return type === family ? family : `${family} · ${type}`;
}

type Labelled = Pick<CanvasState, "view" | "kinds" | "problems" | "paint">;

/** The whole label of a card. */
export function labelOf({ view, kinds, problems, paint }: Labelled, id: string, words: Words): string {
  const card = view.cards[id];
  if (!card) return "";
  const free = card.outcomes.filter((outcome) => !(edgeKey(id, outcome.id) in view.edges)).length;
  const stage = view.stages.find((one) => one.id === card.node.stage);
  const count = problems[id]?.length ?? 0;
  const step = paint.steps[id];
  const family = card.unknown ? words.card.unknown : words.families[familyOf(card.node.type, kinds)];
  return [
    words.card.label(family, nameOf(card, kinds)),
    words.card.outcomes(card.outcomes.length),
    free > 0 && words.card.unconnected(free),
    stage && words.card.stage(stage.name),
    count > 0 && words.card.problems(count),
    view.start === id && words.card.start,
    step !== undefined && words.run.step(step),
    paint.here === id && words.run.isHere,
    paint.untestedNodes.has(id) && words.run.untested,
  ]
    .filter(Boolean)
    .join(", ");
}
