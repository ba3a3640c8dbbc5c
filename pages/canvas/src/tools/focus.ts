/** The focus: which element has it, where it goes when something opens and closes. */

import type { Viewport } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { boxOf } from "../cards/geometry";
import { foresee } from "../gestures/going";
import { fitting, glide, LEAST_ZOOM, MOST_ZOOM, revealing } from "../gestures/viewport";
import type { Box } from "../layout/card";
import type { Tools } from "./context";
import { type FreeArea, freeArea } from "./room";

const EDGE = 24;
const ARRIVAL_MS = 100;

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
  (card ?? tools.drawing())?.focus({ preventScroll: true });
}

/** Move the view so far that a card is whole in it; not at all when it is. */
export function showCard(tools: Tools, id: string): void {
  if (tools.view().cards[id]) reveal(tools, () => boxOf(tools.view(), id));
}

/** Move the view sideways so far that a column is in it. */
export function showColumn(tools: Tools, { x, width }: { x: number; width: number }): void {
  reveal(tools, (seen) => ({ x, width, y: -seen.y / seen.zoom + EDGE, height: 1 }));
}

function reveal(tools: Tools, boxIn: (seen: Viewport) => Box): void {
  const free = freeArea(tools.root());
  if (!free) return;
  const now = comingViewport(tools);
  const seen = { ...now, x: now.x - free.left, y: now.y - free.top };
  const next = revealing(boxIn(seen), seen, free, EDGE);
  if (next) lookAt(tools, next, free);
}

/** Move the view so that all of a box is in it, at most at 100 %. */
export function showBox(tools: Tools, box: Box | null): void {
  const free = freeArea(tools.root());
  if (box && free) lookAt(tools, fitting(box, free), free);
}

interface Journey {
  readonly viewport: Viewport;
  readonly until: number;
}

const journeys = new WeakMap<Tools["store"], Journey>();

/** Return the viewport, or the one that the view glides to at the moment: keys may follow quickly. */
function comingViewport(tools: Tools): Viewport {
  const journey = journeys.get(tools.store);
  return journey && performance.now() < journey.until ? journey.viewport : tools.flow.getViewport();
}

function travel(tools: Tools, viewport: Viewport): void {
  const how = glide(tools.view());
  journeys.set(tools.store, { viewport, until: performance.now() + how.duration + ARRIVAL_MS });
  foresee(tools.store, viewport.zoom);
  void tools.flow.setViewport(viewport, how);
}

function lookAt(tools: Tools, { x, y, zoom }: Viewport, { left, top }: FreeArea): void {
  travel(tools, { x: x + left, y: y + top, zoom });
}

/** Zoom round the middle of the window; `change` gets the zoom and returns the wanted one. */
export function zoomTo(tools: Tools, change: (zoom: number) => number): void {
  const area = tools.area();
  if (!area) return;
  const now = comingViewport(tools);
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, change(now.zoom)));
  const scale = zoom / now.zoom;
  const [x, y] = [area.width / 2, area.height / 2];
  travel(tools, { x: x - (x - now.x) * scale, y: y - (y - now.y) * scale, zoom });
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
