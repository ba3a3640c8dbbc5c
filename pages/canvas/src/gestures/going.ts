/** Bring a card before the eyes and give it the focus. */
import type { ReactFlowInstance } from "@xyflow/react";
import { flushSync } from "react-dom";
import { PLAIN_BELOW } from "../cards/CardNode";
import { boxOf } from "../cards/geometry";
import { nameOf } from "../cards/label";
import { hiddenCards, lanesOf, toggledLane } from "../lanes/lanes";
import type { CanvasStore } from "../store/store";
import { wordsOf } from "../words";
import { MANY_CARDS } from "./hot";
import { freeArea } from "../tools/room";
import { centred, glide } from "./viewport";

export interface Workplace {
  readonly store: CanvasStore;
  readonly flow: ReactFlowInstance;
  /** The element that holds the canvas. */
  root(): HTMLElement | null;
}

/** Select a card, put it in the middle of what no panel covers and give it the focus. */
export function goTo(place: Workplace, id: string): void {
  const { view, select, announce, kinds, language } = place.store.getState();
  const card = view.cards[id];
  if (!card) return;
  openLaneOf(place.store, id);
  select({ nodes: [id] });
  centre(place, id);
  focusCard(place, id, 10);
  announce(wordsOf(language).announce.selected(nameOf(card, kinds)));
}

/**
 * Draw large flows as seen from afar before the view jumps there.
 *
 * React Flow learns of the new zoom first, and would make elements of every card for one frame.
 */
export function foresee(store: CanvasStore, zoom: number): void {
  if (zoom < PLAIN_BELOW && Object.keys(store.getState().view.cards).length > MANY_CARDS)
    flushSync(() => store.getState().setDetail("plain"));
}

/** Open the collapsed stage that hides a card. */
function openLaneOf(store: CanvasStore, id: string): void {
  const { view, perform } = store.getState();
  const stage = hiddenCards(view).get(id);
  if (stage !== undefined) perform("stage", toggledLane(view, lanesOf(view), stage));
}

function focusCard(place: Workplace, id: string, tries: number): void {
  const card = place.root()?.querySelector<HTMLElement>(`.fx-card[data-id="${CSS.escape(id)}"]`);
  if (card) card.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusCard(place, id, tries - 1));
}

/** Put a card in the middle of what no panel covers, large enough to be read. */
export function centre({ store, flow, root }: Workplace, id: string): void {
  const { view } = store.getState();
  const free = freeArea(root());
  if (free) void flow.setViewport(centred(boxOf(view, id), flow.getZoom(), free), glide(view));
}
