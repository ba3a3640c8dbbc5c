/** Finds the way of an edge: right angles, around cards where there is room, back-edges outside. */

import type { Box } from "../layout/card";
import { NO_OBSTACLES, type Obstacles } from "./obstacles";
import { middleOf, pathOf, tidyPoints, type Point } from "./path";

const STUB = 24;
/** Where cards stand close to each other. */
const SHORT_STUB = 12;
const ROUND_CARDS = 4;
const CLEARANCE = 16;
const BEND_COST = 40;
const NEAR = 400;
const MAX_CHANNELS = 10;
const STAGGER = 8;
const STAGGERED = 5;

export interface RouteRequest {
  /** Where the edge leaves: the handle at the right of the source card. */
  source: Point;
  /** Where it arrives: the left side of the target card. */
  target: Point;
  sourceBox?: Box | undefined;
  targetBox?: Box | undefined;
  obstacles?: Obstacles | undefined;
  /** Index of the outcome: keeps parallel edges of one card apart. */
  index?: number | undefined;
}

export interface Route {
  path: string;
  points: readonly Point[];
  /** Where the "+" and the label stand. */
  middle: Point;
  /** Whether it runs against the reading direction. */
  backwards: boolean;
}

type Candidate = { points: Point[]; cost: number };

function lengthOf(points: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    length += Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  }
  return length;
}

function inflated({ x, y, width, height }: Box): Box {
  return {
    x: x - ROUND_CARDS,
    y: y - ROUND_CARDS,
    width: width + 2 * ROUND_CARDS,
    height: height + 2 * ROUND_CARDS,
  };
}

function crosses(a: Point, b: Point, box: Box): boolean {
  return (
    Math.max(a.x, b.x) > box.x &&
    Math.min(a.x, b.x) < box.x + box.width &&
    Math.max(a.y, b.y) > box.y &&
    Math.min(a.y, b.y) < box.y + box.height
  );
}

/** Return how many boxes a line runs through; one entered twice counts twice. */
export function crossings(points: readonly Point[], boxes: readonly Box[]): number {
  let count = 0;
  for (let i = 1; i < points.length; i++)
    for (const box of boxes) if (crosses(points[i - 1]!, points[i]!, box)) count++;
  return count;
}

function nearest(values: Iterable<number>, wanted: number): number[] {
  return [...new Set(values)]
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
    .slice(0, MAX_CHANNELS);
}

function candidate(points: Point[]): Candidate {
  const tidied = tidyPoints(points);
  return { points: tidied, cost: lengthOf(tidied) + BEND_COST * tidied.length };
}

/** Cards that stand closer than this have no room for a line between them, in pixels. */
const LEAST_GAP = 16;

function isBackwards(source: Point, target: Point): boolean {
  return target.x - source.x < LEAST_GAP;
}

/** Yield the ways with one vertical line between the two cards. */
function* stepsOf(request: RouteRequest, boxes: readonly Box[], out: number): Generator<Candidate> {
  const { source, target } = request;
  if (isBackwards(source, target)) return;
  const stub = Math.min(STUB, (target.x - source.x) / 2);
  const from = source.x + stub;
  const to = target.x - stub;
  const middle = Math.min(Math.max((source.x + target.x) / 2 + out - STUB, from), to);
  const sides = boxes.flatMap((box) => [box.x - CLEARANCE, box.x + box.width + CLEARANCE]);
  const columns = [middle, source.x + STUB, target.x - STUB, from, to, ...sides].filter((x) => x >= from && x <= to);
  for (const x of nearest(columns, middle))
    yield candidate([source, { x, y: source.y }, { x, y: target.y }, target]);
}

/** Yield the ways with a horizontal channel above, below or between cards. */
function* channelsOf(
  request: RouteRequest,
  boxes: readonly Box[],
  out: number,
  stubs: readonly (readonly [right: number, left: number])[],
): Generator<Candidate> {
  const { source, target } = request;
  const own = [request.sourceBox, request.targetBox].filter((box) => box !== undefined);
  const shift = out - STUB;
  const rows = [...boxes, ...own].flatMap((box) => [
    box.y - CLEARANCE - shift,
    box.y + box.height + CLEARANCE + shift,
  ]);
  const back = target.x - STUB < source.x + STUB;
  const wanted = back ? Math.max(source.y, target.y) : (source.y + target.y) / 2;
  for (const y of nearest([...rows, (source.y + target.y) / 2], wanted))
    for (const [after, before] of stubs) {
      const [right, left] = [source.x + after, target.x - before];
      yield candidate([
        source,
        { x: right, y: source.y },
        { x: right, y },
        { x: left, y },
        { x: left, y: target.y },
        target,
      ]);
    }
}

interface Found {
  points: readonly Point[];
  crossed: number;
}

function cheapest(candidates: Candidate[], boxes: readonly Box[]): Found {
  candidates.sort((a, b) => a.cost - b.cost);
  let best: Found = { points: candidates[0]!.points, crossed: Number.POSITIVE_INFINITY };
  for (const { points } of candidates) {
    const crossed = crossings(points, boxes);
    if (crossed < best.crossed) best = { points, crossed };
    if (crossed === 0) break;
  }
  return best;
}

/** Return the points of the best way: with room at both ends, else close to the cards. */
function pointsOf(request: RouteRequest, near: readonly Box[], boxes: readonly Box[]): readonly Point[] {
  const shift = ((request.index ?? 0) % STAGGERED) * STAGGER;
  const out = STUB + shift;
  const roomy = cheapest(
    [...stepsOf(request, near, out), ...channelsOf(request, near, out, [[out, STUB]])],
    boxes,
  );
  if (roomy.crossed === 0) return roomy.points;
  const close = SHORT_STUB + shift / 2;
  const stubs = [
    [close, STUB],
    [out, SHORT_STUB],
    [close, SHORT_STUB],
  ] as const;
  const tight = cheapest([...channelsOf(request, near, out, stubs)], boxes);
  return tight.crossed < roomy.crossed ? tight.points : roomy.points;
}

/** Return the way of an edge. */
export function route(request: RouteRequest): Route {
  const { source, target } = request;
  const near = (request.obstacles ?? NO_OBSTACLES).within(
    Math.min(source.x, target.x) - NEAR,
    Math.min(source.y, target.y) - NEAR,
    Math.max(source.x, target.x) + NEAR,
    Math.max(source.y, target.y) + NEAR,
  );
  const ends = [request.sourceBox, request.targetBox].filter((box) => box !== undefined);
  const others = near.filter((box) => !ends.some((end) => end.x === box.x && end.y === box.y));
  const boxes = [...others.map(inflated), ...ends];
  const points = pointsOf(request, near, boxes);
  return {
    path: pathOf(points),
    points,
    middle: middleOf(points),
    backwards: isBackwards(source, target),
  };
}
