/** The first look, what Python asks to look at, and how much is drawn where many cards are in view. */
import { useReactFlow, type Viewport } from "@xyflow/react";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { boxOf } from "../cards/geometry";
import type { FlowView } from "../model/types";
import { useCanvasStore } from "../store/context";
import { freeArea } from "../tools/room";
import { goTo } from "./going";
import { firstViewport, keepViewport, keptViewport } from "./viewport";

/** With more cards in view they are drawn as plain rectangles. */
const MANY = 300;
const LOOK_AGAIN_MS = 120;

export function useViewport(root: RefObject<HTMLElement | null>) {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const seen = useRef<number | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const { view } = store.getState();
    const free = freeArea(element);
    if (!free) return;
    const first = firstViewport(view, free);
    void flow.setViewport(keptViewport(view.flow.id) ?? { ...first, x: first.x + free.left, y: first.y + free.top });
  }, [store, flow, root]);

  useEffect(() => {
    const look = (): void => {
      const { focus, view } = store.getState();
      if (!focus || focus.serial === seen.current || !view.cards[focus.node]) return;
      seen.current = focus.serial;
      goTo({ store, flow, root: () => root.current }, focus.node);
    };
    look();
    return store.subscribe((state, before) => {
      if (state.focus !== before.focus || state.view !== before.view) look();
    });
  }, [store, flow, root]);

  return useMemo(() => {
    let timer = 0;
    const judge = (viewport: Viewport): void => {
      const element = root.current;
      if (!element) return;
      const area = { width: element.clientWidth, height: element.clientHeight };
      const detail = countIn(store.getState().view, viewport, area) > MANY ? "plain" : "full";
      if (detail !== store.getState().detail) store.getState().setDetail(detail);
    };
    return {
      onMove: (_event: unknown, viewport: Viewport) => {
        timer ||= window.setTimeout(() => {
          timer = 0;
          judge(viewport);
        }, LOOK_AGAIN_MS);
      },
      onMoveEnd: (_event: unknown, viewport: Viewport) => {
        judge(viewport);
        keepViewport(store.getState().view.flow.id, viewport);
      },
    };
  }, [store, root]);
}

function countIn(view: FlowView, { x, y, zoom }: Viewport, area: { width: number; height: number }): number {
  let count = 0;
  for (const id of Object.keys(view.cards)) {
    const box = boxOf(view, id);
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const inside = left < area.width && top < area.height && left + box.width * zoom > 0 && top + box.height * zoom > 0;
    if (inside) count += 1;
  }
  return count;
}
