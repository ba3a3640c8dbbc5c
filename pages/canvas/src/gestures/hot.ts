/** With very many cards in view only those are elements that the person is about to touch. */
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { boxOf } from "../cards/geometry";
import { hiddenCards } from "../lanes/lanes";
import type { FlowView } from "../model/types";
import { useCanvasStore } from "../store/context";

/** Flows with more cards are painted from afar. */
export const MANY_CARDS = 300;
/** How near to a card the pointer must be, in window pixels. */
const REACH = 24;

/** The card under or next to the pointer, at first the one in the middle; and the handler that finds it. */
export function useHotCard(painted: boolean) {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const api = useStoreApi();
  const [hot, setHot] = useState<string | null>(null);
  const onPointerMove = useMemo(() => {
    if (!painted) return undefined;
    return (event: PointerEvent): void => {
      if (event.buttons !== 0) return;
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
      const next = nearestCard(store.getState().view, x, y, REACH / flow.getZoom());
      if (next !== null) flushSync(() => setHot(next));
    };
  }, [painted, store, flow]);
  useEffect(() => {
    const area = api.getState();
    if (!painted) return;
    const [x, y, zoom] = area.transform;
    const middle = [(area.width / 2 - x) / zoom, (area.height / 2 - y) / zoom] as const;
    setHot((before) => before ?? nearestCard(store.getState().view, ...middle, Number.POSITIVE_INFINITY));
  }, [painted, store, api]);
  return { hot: painted ? hot : null, onPointerMove };
}

/** The card nearest to a point, at most `reach` away, in canvas pixels. */
export function nearestCard(view: FlowView, x: number, y: number, reach: number): string | null {
  let best: string | null = null;
  let least = reach;
  const hidden = hiddenCards(view);
  for (const id of Object.keys(view.cards)) {
    if (hidden.has(id)) continue;
    const box = boxOf(view, id);
    const away = Math.hypot(outside(x, box.x, box.width), outside(y, box.y, box.height));
    if (away > least || (away === least && best !== null)) continue;
    best = id;
    least = away;
  }
  return best;
}

function outside(value: number, from: number, length: number): number {
  return Math.max(from - value, 0, value - from - length);
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cards that a box of the canvas touches. */
export function cardsIn(view: FlowView, area: Rectangle): string[] {
  const hidden = hiddenCards(view);
  return Object.keys(view.cards).filter((id) => {
    if (hidden.has(id)) return false;
    const box = boxOf(view, id);
    const across = box.x < area.x + area.width && area.x < box.x + box.width;
    return across && box.y < area.y + area.height && area.y < box.y + box.height;
  });
}

/** Select painted cards with a box: React Flow knows only the few that are elements. */
export function useBoxOverPainted(painted: boolean) {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const api = useStoreApi();
  return useMemo(() => {
    if (!painted) return {};
    let last: Rectangle | null = null;
    let leave = (): void => undefined;
    return {
      onSelectionStart: () => {
        leave = api.subscribe(({ userSelectionRect }) => {
          if (userSelectionRect) last = userSelectionRect;
        });
      },
      onSelectionEnd: () => {
        leave();
        const bounds = api.getState().domNode?.getBoundingClientRect();
        if (!last || !bounds) return;
        const from = flow.screenToFlowPosition({ x: last.x + bounds.left, y: last.y + bounds.top }, { snapToGrid: false });
        const zoom = flow.getZoom();
        const area = { ...from, width: last.width / zoom, height: last.height / zoom };
        store.getState().select({ nodes: cardsIn(store.getState().view, area) });
        last = null;
      },
    };
  }, [painted, store, flow, api]);
}
