/** Finds room on the drawing. */

import type { FlowView, Point } from "../model/types";
import { cardBox, overlaps, snap, type Box } from "./card";

const GAP = 24;
const STEP = 16;
const FURTHEST = 200;

/** Return the boxes of all placed cards. */
export function boxesOf(view: FlowView): Box[] {
  return Object.entries(view.layout).flatMap(([id, at]) => {
    const card = view.cards[id];
    return card ? [cardBox(at, card.outcomes.length)] : [];
  });
}

/** Return the free place nearest to the wanted one: below or above it, then further right. */
export function freeSpot(
  wanted: Point,
  size: { width: number; height: number },
  taken: readonly Box[],
): Point {
  const isFree = (x: number, y: number) =>
    !taken.some((box) => overlaps({ x, y, ...size }, box, GAP));
  const [left, top] = [snap(wanted[0]), snap(wanted[1])];
  for (let ring = 0; ring <= FURTHEST; ring++)
    for (const y of [top + ring * STEP, top - ring * STEP])
      if (isFree(left, y)) return [left, y];
  const right = Math.max(...taken.map((box) => box.x + box.width));
  return [snap(right + GAP), top];
}
