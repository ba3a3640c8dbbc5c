/** The measures of a card, in pixels of the drawing; drawing, layout and routing all use these. */

import { CARD_WIDTH, GRID } from "../model/types";

export { CARD_WIDTH, GRID };
export const OUTCOME_HEIGHT = 28;
export const CARD_HEAD_HEIGHT = 96;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Return the height of a card with so many outcomes. */
export function cardHeight(outcomes: number): number {
  return CARD_HEAD_HEIGHT + OUTCOME_HEIGHT * outcomes;
}

/** Return the nearest point of the grid. */
export function snap(value: number): number {
  return Math.round(value / GRID) * GRID || 0;
}

/** Return the place of a card with so many outcomes as a box. */
export function cardBox(at: readonly [number, number], outcomes: number): Box {
  return { x: at[0], y: at[1], width: CARD_WIDTH, height: cardHeight(outcomes) };
}

/** Say whether two boxes touch when both keep a distance of `gap`. */
export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/** Return the smallest box around some boxes, or null when there are none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
