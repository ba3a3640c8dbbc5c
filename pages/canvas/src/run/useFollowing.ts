/** Keeps the card where the simulated conversation waits in sight, and says its name. */
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { boxOf } from "../cards/geometry";
import { nameOf } from "../cards/label";
import { glide, revealing } from "../gestures/viewport";
import { hiddenCards } from "../lanes/lanes";
import { useCanvasStore } from "../store/context";
import type { CanvasStoreState } from "../store/state";
import { freeArea } from "../tools/room";
import { wordsOf } from "../words";

/** Follow the conversation; nothing moves while its card is in view, or while a person works here. */
export function useFollowing(root: RefObject<HTMLElement | null>): void {
  const store = useCanvasStore();
  const flow = useReactFlow();
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.paint === before.paint || state.paint.here === before.paint.here) return;
        const { here } = state.paint;
        const card = here === null ? undefined : state.view.cards[here];
        if (here === null || !card) return;
        state.announce(wordsOf(state.language).run.here(nameOf(card, state.kinds)));
        if (!isBusy(state)) reveal(here, state);
      }),
    [store],
  );

  function reveal(id: string, { view }: CanvasStoreState): void {
    const free = freeArea(root.current);
    if (!free || hiddenCards(view).has(id)) return;
    const { x, y, zoom } = flow.getViewport();
    const moved = revealing(boxOf(view, id), { x: x - free.left, y: y - free.top, zoom }, free);
    if (moved) void flow.setViewport({ x: moved.x + free.left, y: moved.y + free.top, zoom }, glide(view));
  }
}

function isBusy(state: CanvasStoreState): boolean {
  return state.dragging || state.editing !== null || state.overlay !== null;
}
