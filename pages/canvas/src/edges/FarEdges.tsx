/** All edges on one bitmap while cards are plain rectangles; those of selected cards stay live. */
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { boxOf, ENTRY_Y, outcomeY } from "../cards/geometry";
import { type EdgeKey, edgeEnds, type FlowView } from "../model/types";
import { useCanvasStore } from "../store/context";
import type { CanvasStoreState } from "../store/state";

type Transform = readonly [x: number, y: number, zoom: number];

export function FarEdges() {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useCanvasStore();
  const flow = useStoreApi();
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const { transform, width, height } = flow.getState();
      if (element.current) paint(element.current, store.getState(), transform, width, height);
    };
    const later = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    const leave = [
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) later();
      }),
      store.subscribe((state, before) => {
        if (state.view !== before.view || state.selection !== before.selection || state.dark !== before.dark) later();
      }),
    ];
    draw();
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of leave) stop();
    };
  }, [store, flow]);
  return <canvas ref={element} className="fx-far-edges" aria-hidden="true" />;
}

function paint(canvas: HTMLCanvasElement, state: CanvasStoreState, transform: Transform, width: number, height: number): void {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  context.lineWidth = Math.max(0.75, 2 * transform[2]);
  context.strokeStyle = state.dark ? "#64748b" : "#94a3b8";
  context.beginPath();
  const selected = new Set(state.selection.nodes);
  for (const [key, target] of Object.entries(state.view.edges) as [EdgeKey, string][]) {
    const { source, outcome } = edgeEnds(key);
    if (!selected.has(source) && !selected.has(target)) trace(context, state.view, source, outcome, target, transform);
  }
  context.stroke();
}

function trace(
  context: CanvasRenderingContext2D,
  view: FlowView,
  source: string,
  outcome: string,
  target: string,
  [x, y, zoom]: Transform,
): void {
  const card = view.cards[source];
  if (!card || !view.cards[target]) return;
  const index = card.outcomes.findIndex((one) => one.id === outcome);
  const [from, to] = [boxOf(view, source), boxOf(view, target)];
  const [startX, startY] = [(from.x + from.width) * zoom + x, (from.y + outcomeY(Math.max(0, index))) * zoom + y];
  const [endX, endY] = [to.x * zoom + x, (to.y + ENTRY_Y) * zoom + y];
  const gap = 24 * zoom;
  const middle = endX > startX + 2 * gap ? (startX + endX) / 2 : startX + gap;
  context.moveTo(startX, startY);
  context.lineTo(middle, startY);
  context.lineTo(middle, endY);
  context.lineTo(endX, endY);
}
