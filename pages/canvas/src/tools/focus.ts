/** The focus: which element has it, where it goes when something opens and closes. */

import { useEffect, useRef } from "react";
import { CARD_WIDTH, cardHeight } from "../layout/card";
import type { Tools } from "./context";

const MOVE_MS = 200;

/** Return how long a movement takes: no time for people who do not want movement. */
export function motion(ms: number = MOVE_MS): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms;
}

/** Return the focused element, also inside a shadow root. */
export function focusedIn(element: Element | null): HTMLElement | null {
  const root = element?.getRootNode();
  const focused =
    root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  return focused instanceof HTMLElement ? focused : null;
}

/** Return the drawn element of a card, or null when it is out of view. */
export function cardElement(tools: Tools, id: string): HTMLElement | null {
  const found = tools.root()?.querySelectorAll<HTMLElement>(".fx-card") ?? [];
  return [...found].find((element) => element.dataset.id === id) ?? null;
}

/** Give the focus back to the drawing: to the selected card, else to the canvas. */
export function focusDrawing(tools: Tools): void {
  const [id] = tools.store.getState().selection.nodes;
  const card = id === undefined ? null : cardElement(tools, id);
  (card ?? tools.root())?.focus({ preventScroll: true });
}

function isSeen(tools: Tools, id: string): boolean {
  const [at, card] = [tools.view().layout[id], tools.view().cards[id]];
  const box = tools.root()?.getBoundingClientRect();
  if (!at || !card || !box) return false;
  const a = tools.flow.flowToScreenPosition({ x: at[0], y: at[1] });
  const b = tools.flow.flowToScreenPosition({
    x: at[0] + CARD_WIDTH,
    y: at[1] + cardHeight(card.outcomes.length),
  });
  return a.x >= box.left && a.y >= box.top && b.x <= box.right && b.y <= box.bottom;
}

/** Bring a card to the middle of the canvas, unless all of it is seen already. */
export function showCard(tools: Tools, id: string, always = false): void {
  const [at, card] = [tools.view().layout[id], tools.view().cards[id]];
  if (!at || !card || (!always && isSeen(tools, id))) return;
  const zoom = Math.max(tools.flow.getZoom(), 0.6);
  const height = cardHeight(card.outcomes.length);
  void tools.flow.setCenter(at[0] + CARD_WIDTH / 2, at[1] + height / 2, {
    zoom,
    duration: motion(),
  });
}

/** Select a card, show it and give it the focus once it is drawn. */
export function goToCard(tools: Tools, id: string): void {
  tools.store.getState().select({ nodes: [id] });
  showCard(tools, id);
  focusSoon(tools, id);
}

/** Focus a card as soon as it is drawn. */
export function focusSoon(tools: Tools, id: string, tries = 20): void {
  requestAnimationFrame(() => {
    const state = tools.store.getState();
    if (state.editing || state.overlay || !state.selection.nodes.includes(id)) return;
    if (cardElement(tools, id)) focusDrawing(tools);
    else if (tries > 0) focusSoon(tools, id, tries - 1);
  });
}

/** Keep what had the focus when the calling overlay opened, and give it back when it closes. */
export function useFocusReturn(tools: Tools): void {
  const before = useRef<HTMLElement | null>(null);
  if (before.current === null) before.current = focusedIn(tools.root());
  useEffect(
    () => () => {
      const root = tools.root();
      const now = focusedIn(root);
      const isElsewhere = now?.isConnected && now.closest(".fx-root") && !now.closest(".fx-popover");
      if (isElsewhere && now !== root) return;
      if (before.current?.isConnected && before.current !== document.body)
        before.current.focus({ preventScroll: true });
      else focusDrawing(tools);
    },
    [tools],
  );
}
