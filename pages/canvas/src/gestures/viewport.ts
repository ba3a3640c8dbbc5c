/** Where the person looks: kept per flow in this browser, never moved by the server's answers. */
import type { Viewport } from "@xyflow/react";
import { boxOf } from "../cards/geometry";
import { type Box, boxAround } from "../layout/card";
import type { FlowView } from "../model/types";
import type { FreeArea } from "../tools/room";

export const LEAST_ZOOM = 0.05;
export const MOST_ZOOM = 2;
/** At least this zoom when a flow is opened, so that its first cards can be read. */
const READABLE = 0.7;
const MARGIN = 72;
const GLIDE_MS = 200;

interface Area {
  readonly width: number;
  readonly height: number;
}

/** The first look: the whole flow when it can be read, else its beginning. */
export function firstViewport(view: FlowView, area: Area): Viewport {
  const boxes = Object.keys(view.cards).map((id) => boxOf(view, id));
  const around = boxAround(boxes);
  if (!around) return { x: 0, y: 0, zoom: 1 };
  const whole = fitting(around, area, 1);
  if (whole.zoom >= READABLE) return whole;
  const start = view.start === null || !view.cards[view.start] ? around : boxOf(view, view.start);
  return { x: MARGIN - start.x, y: clamped(start, around, area), zoom: 1 };
}

function clamped(start: Box, around: Box, { height }: Area): number {
  const centred = height / 2 - (start.y + start.height / 2);
  return Math.min(centred, MARGIN - around.y);
}

/** The viewport that shows a box whole, at most at `most` zoom. */
export function fitting(box: Box, { width, height }: Area, most = 1): Viewport {
  const zoom = Math.max(
    LEAST_ZOOM,
    Math.min(most, (width - MARGIN * 2) / box.width, (height - MARGIN * 2) / box.height),
  );
  return {
    x: width / 2 - (box.x + box.width / 2) * zoom,
    y: height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/** How the viewport must move so that a box is whole inside the area; null when it already is. */
export function revealing(box: Box, viewport: Viewport, { width, height }: Area, margin = 48): Viewport | null {
  const { x, y, zoom } = viewport;
  const byX = shift(box.x * zoom + x, (box.x + box.width) * zoom + x, width, margin);
  const byY = shift(box.y * zoom + y, (box.y + box.height) * zoom + y, height, margin);
  return byX === 0 && byY === 0 ? null : { x: x + byX, y: y + byY, zoom };
}

function shift(from: number, to: number, length: number, margin: number): number {
  if (from < margin) return margin - from;
  return to > length - margin ? Math.max(length - margin - to, margin - from) : 0;
}

/** In larger flows the way to another place would draw hundreds of cards that nobody reads. */
const MOST_CARDS_TO_GLIDE = 300;

/** Glide, or jump: in very large flows, and for who wants less motion. */
export function glide(view: FlowView): { duration: number } {
  const jumps = matchMedia("(prefers-reduced-motion: reduce)").matches || Object.keys(view.cards).length > MOST_CARDS_TO_GLIDE;
  return { duration: jumps ? 0 : GLIDE_MS };
}

/** The viewport with a card in the middle of an area, large enough to be read. */
export function centred(box: Box, now: number, { left, top, width, height }: FreeArea): Viewport {
  const zoom = Math.max(READABLE, now);
  return {
    x: left + width / 2 - (box.x + box.width / 2) * zoom,
    y: top + height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

const placeOf = (flow: string): string => `fluxo.canvas.viewport.${flow}`;

/** The viewport of the last visit in this tab, if any. */
export function keptViewport(flow: string): Viewport | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOf(flow)) ?? "null") as Viewport | null;
    return kept && [kept.x, kept.y, kept.zoom].every(Number.isFinite) ? kept : null;
  } catch {
    return null;
  }
}

export function keepViewport(flow: string, viewport: Viewport): void {
  try {
    sessionStorage.setItem(placeOf(flow), JSON.stringify(viewport));
  } catch {
    // Without storage the next visit begins at the start of the flow.
  }
}
