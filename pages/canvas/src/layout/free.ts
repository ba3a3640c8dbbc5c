/** Finds room on the drawing. */

import type { FlowView, Point } from "../model/types";
import { cardBox, overlaps, snap, type Box } from "./card";

const GAP = 24;
const STEP = 16;
const FURTHEST = 200;
const REACH = 160;

/** Steps in all directions within reach, the shortest way first. */
const OFFSETS: readonly Point[] = stepsWithin(REACH);

function stepsWithin(reach: number): Point[] {
  const steps = Array.from({ length: (2 * reach) / STEP + 1 }, (_, index) => index * STEP - reach);
  const all = steps.flatMap((dx) => steps.map((dy): Point => [dx, dy]));
  return all.sort((one, other) => Math.hypot(...one) - Math.hypot(...other));
}

/** Return the boxes of all placed cards. */
export function boxesOf(view: FlowView): Box[] {
  return Object.entries(view.layout).flatMap(([id, at]) => {
    const card = view.cards[id];
    return card ? [cardBox(at, card.outcomes.length)] : [];
  });
}

/** Return the free place nearest to the wanted one in any direction; the wanted one when none is within reach. */
export function freeSpotNear(
  wanted: Point,
  size: { width: number; height: number },
  taken: readonly Box[],
): Point {
  const [left, top] = [snap(wanted[0]), snap(wanted[1])];
  const around = { x: left - REACH, y: top - REACH, width: size.width + 2 * REACH, height: size.height + 2 * REACH };
  const near = taken.filter((box) => overlaps(around, box, GAP));
  const free = OFFSETS.find(([dx, dy]) => !near.some((box) => overlaps({ x: left + dx, y: top + dy, ...size }, box, GAP)));
  return free ? [left + free[0], top + free[1]] : [left, top];
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
