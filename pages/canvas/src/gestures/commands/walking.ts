import { edgeKey } from "../../model/types";
import type { Command } from "../../store/commands";
import type { CanvasStore } from "../../store/store";
import { wordsOf } from "../../words";
import { neighbour, previousOf, readingOrder } from "../reading";
import { goTo, type Workplace } from "./workplace";

/** Walk from card to card. */
export function walkingCommands(place: Workplace): Command[] {
  const { store } = place;
  const state = store.getState;
  const current = (): string | undefined => state().selection.nodes[0];
  const go = (id: string | null | undefined): boolean => {
    if (id === null || id === undefined) return false;
    goTo(place, id);
    return true;
  };
  const say = (sentence: "noNext" | "noPrevious"): void => state().announce(wordsOf(state().language).announce[sentence]);
  const sibling = (step: 1 | -1) => (): boolean => {
    const id = current();
    const outcomes = id === undefined ? [] : (state().view.cards[id]?.outcomes ?? []);
    if (id === undefined || outcomes.length === 0) return false;
    const at = outcomes.findIndex((one) => one.id === state().outcome?.outcome);
    const next = outcomes[(at + step + (at < 0 && step < 0 ? 1 : 0) + outcomes.length) % outcomes.length];
    if (!next) return false;
    state().chooseOutcome({ source: id, outcome: next.id });
    state().announce(next.label);
    return true;
  };
  const problem = (step: 1 | -1) => (): boolean => {
    const wrong = readingOrder(state().view).filter((id) => state().problems[id] !== undefined);
    const at = wrong.indexOf(current() ?? "");
    const next = wrong.at((at < 0 ? (step === 1 ? 0 : -1) : at + step) % (wrong.length || 1));
    if (next === undefined) state().announce(wordsOf(state().language).announce.noProblem);
    return go(next);
  };
  return [
    { id: "nextNode", run: () => go(neighbour(state().view, current(), 1)) },
    { id: "previousNode", run: () => go(neighbour(state().view, current(), -1)) },
    { id: "followNext", enabled: () => current() !== undefined, run: () => { if (!go(followed(store))) say("noNext"); } },
    { id: "followPrevious", enabled: () => current() !== undefined, run: () => { if (!go(previousOf(state().view, current() ?? ""))) say("noPrevious"); } },
    { id: "siblingDown", run: sibling(1) },
    { id: "siblingUp", run: sibling(-1) },
    { id: "nextProblem", run: problem(1) },
    { id: "previousProblem", run: problem(-1) },
    { id: "escape", run: () => escape(store) },
  ];
}

function followed(store: CanvasStore): string | undefined {
  const { selection, outcome, view } = store.getState();
  const id = selection.nodes[0];
  if (id === undefined) return undefined;
  if (outcome?.source === id) return view.edges[edgeKey(id, outcome.outcome)];
  return view.cards[id]?.outcomes.map((one) => view.edges[edgeKey(id, one.id)]).find((target) => target !== undefined);
}

function escape(store: CanvasStore): boolean {
  const { overlay, selection, open, select, spotlight, setSpotlight } = store.getState();
  if (overlay) open(null);
  else if (spotlight) setSpotlight(null);
  else if (selection.nodes.length > 0 || selection.edge !== null || selection.note !== null) select({});
  else return false;
  return true;
}
