/** Makes room for a card between two others by moving what comes after, when nothing is in the way. */

import { boxOf } from "../../cards/geometry";
import { type Box, CARD_WIDTH, overlaps, snap } from "../../layout/card";
import { backEdges, orderedEdges } from "../../layout/graph";
import { lanesOf, stageAt } from "../../lanes/lanes";
import type { Change } from "../../model/operations";
import type { FlowView, Point } from "../../model/types";

const BETWEEN = 96;
const GAP = 24;

/** Return the target and all cards that come after it, as far right as it or further. */
function following(view: FlowView, target: string): Set<string> {
  const back = backEdges(view);
  const edges = orderedEdges(view).filter((edge) => !back.has(edge.key));
  const left = view.layout[target]?.[0] ?? 0;
  const found = new Set([target]);
  for (const id of found)
    for (const edge of edges)
      if (edge.source === id && (view.layout[edge.target]?.[0] ?? left - 1) >= left)
        found.add(edge.target);
  return found;
}

const moved = (box: Box, by: number): Box => ({ ...box, x: box.x + by });

/** Say whether the cards can move without covering another card or leaving their lanes. */
function mayMove(view: FlowView, ids: ReadonlySet<string>, by: number, added: Box): boolean {
  const lanes = lanesOf(view);
  const others = Object.keys(view.cards)
    .filter((id) => view.layout[id] && !ids.has(id))
    .map((id) => boxOf(view, id));
  if (others.some((other) => overlaps(added, other, GAP))) return false;
  return [...ids].every((id) => {
    const box = boxOf(view, id);
    const after = moved(box, by);
    const stays = stageAt(lanes, box.x) === stageAt(lanes, after.x + after.width);
    return stays && !others.some((other) => overlaps(after, other, GAP));
  });
}

/** Return where a new card between two goes and what moves to the right for it; null when it cannot. */
export function roomBetween(
  view: FlowView,
  source: string,
  target: string,
  height: number,
): { at: Point; changes: Change[] } | null {
  const [from, to] = [view.layout[source], view.layout[target]];
  if (!from || !to || to[0] <= from[0]) return null;
  const at: Point = [snap(from[0] + CARD_WIDTH + BETWEEN), snap(to[1])];
  const by = Math.max(0, snap(at[0] + CARD_WIDTH + BETWEEN - to[0]));
  const ids = following(view, target);
  const added = { x: at[0], y: at[1], width: CARD_WIDTH, height };
  if (ids.has(source) || !mayMove(view, ids, by, added)) return null;
  const changes = [...ids].flatMap((id): Change[] => {
    const place = view.layout[id];
    return place && by > 0 ? [{ change: "place", id, at: [place[0] + by, place[1]] }] : [];
  });
  return { at, changes };
}
