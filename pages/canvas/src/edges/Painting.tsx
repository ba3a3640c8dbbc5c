/** What is too much for the page's elements, on one bitmap: all edges from afar, and cards when there are very many. */
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useCanvasStore } from "../store/context";
import { paint } from "./paint";

/** `cards`: whether cards are painted too. */
export function Painting({ cards }: { cards: boolean }) {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useCanvasStore();
  const flow = useStoreApi();
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const { transform, width, height } = flow.getState();
      if (element.current) paint(element.current, store.getState(), { transform, width, height, cards });
    };
    const later = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    const leave = [
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) later();
      }),
      store.subscribe((state, before) => {
        const same = state.view === before.view && state.selection === before.selection && state.dark === before.dark;
        if (!same || state.problems !== before.problems || state.spotlight !== before.spotlight || state.paint !== before.paint) later();
      }),
    ];
    draw();
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of leave) stop();
    };
  }, [store, flow, cards]);
  return <canvas ref={element} className="fx-painting" aria-hidden="true" />;
}
