/** Gives cards without a place one, without moving any other. */

import type { FlowView, Point } from "../model/types";
import { CARD_WIDTH, cardBox, cardHeight, snap, type Box } from "./card";
import { backArrows, orderedEdges, ranksOf, type Arrow } from "./graph";
import { cardsByLane } from "./runs";
import { boxesOf, freeSpot } from "./free";

const COLUMN = CARD_WIDTH + 96;
const ROW_GAP = 40;
const LANE_PADDING = 40;
const TOP = 80;

/** Lay out everything by ranks: a column for each, cards below each other. */
function fresh(view: FlowView, arrows: readonly Arrow[], back: ReadonlySet<string>): Record<string, Point> {
  const places: Record<string, Point> = {};
  let left = 0;
  for (const [lane, ids] of cardsByLane(view)) {
    const inside = new Set(ids);
    const ranks = ranksOf(ids, arrows.filter(([s, t]) => inside.has(s) && inside.has(t)), back);
    const tops = new Map<number, number>();
    const from = lane === null ? left : (view.lanes[lane]?.x ?? left);
    for (const id of ids) {
      const rank = ranks.get(id) ?? 0;
      const top = tops.get(rank) ?? TOP;
      places[id] = [snap(from + LANE_PADDING + rank * COLUMN), top];
      tops.set(rank, top + snap(cardHeight(view.cards[id]!.outcomes.length) + ROW_GAP));
    }
    const columns = Math.max(0, ...tops.keys()) + 1;
    left = Math.max(left + columns * COLUMN, from + columns * COLUMN) + LANE_PADDING;
  }
  return places;
}

function wantedPlace(
  id: string,
  view: FlowView,
  arrows: readonly Arrow[],
  places: Readonly<Record<string, Point>>,
  taken: readonly Box[],
): Point {
  const source = arrows.find(([s, t]) => t === id && (places[s] ?? view.layout[s]))?.[0];
  const at = source === undefined ? undefined : (places[source] ?? view.layout[source]);
  if (at) return [at[0] + COLUMN, at[1]];
  const lane = view.lanes[view.cards[id]?.node.stage ?? ""];
  if (lane) return [lane.x + LANE_PADDING, TOP];
  const left = Math.min(...taken.map((box) => box.x));
  return [left, Math.max(...taken.map((box) => box.y + box.height)) + ROW_GAP];
}

/** Return a place for each card that has none; the same view always gives the same places. */
export function places(view: FlowView): Record<string, Point> {
  const ids = Object.keys(view.cards);
  const missing = ids.filter((id) => !view.layout[id]);
  if (missing.length === 0) return {};
  const arrows = orderedEdges(view).map(({ source, target }): Arrow => [source, target]);
  const back = backArrows(ids, arrows, view.start);
  if (missing.length === ids.length) return fresh(view, arrows, back);
  const ranks = ranksOf(ids, arrows, back);
  const found: Record<string, Point> = {};
  const taken = boxesOf(view);
  for (const id of missing.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))) {
    const outcomes = view.cards[id]!.outcomes.length;
    const size = { width: CARD_WIDTH, height: cardHeight(outcomes) };
    const at = freeSpot(wantedPlace(id, view, arrows, found, taken), size, taken);
    found[id] = at;
    taken.push(cardBox(at, outcomes));
  }
  return found;
}
