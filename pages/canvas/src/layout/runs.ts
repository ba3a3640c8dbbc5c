/** Cuts a flow into pieces that the layout engine can take: a lane, a component, at most 200 cards. */

import type { FlowView } from "../model/types";
import { CARD_WIDTH, cardHeight } from "./card";
import { backArrows, componentsOf, orderedEdges, ranksOf, type Arrow } from "./graph";

export const MOST_CARDS_A_RUN = 200;
/** Very large flows are cut finer: the engine's time grows faster than the piece. */
const LARGE_FLOW = 600;
const MOST_CARDS_OF_LARGE = 100;

export interface RunNode {
  id: string;
  width: number;
  height: number;
}

/** One piece for the engine; the pieces of one component stand side by side. */
export interface Run {
  lane: string | null;
  component: number;
  nodes: RunNode[];
  arrows: Arrow[];
}

export interface RunResult {
  width: number;
  height: number;
  /** Top left corners, the piece's own corner at 0, 0. */
  places: Record<string, readonly [number, number]>;
}

function stageOf(view: FlowView, id: string): string | null {
  const stage = view.cards[id]?.node.stage ?? null;
  return view.stages.some((known) => known.id === stage) ? stage : null;
}

/** Return the lanes from left to right, with their cards in the document's order. */
export function cardsByLane(view: FlowView): Map<string | null, string[]> {
  const lanes = new Map<string | null, string[]>();
  const loose: string[] = [];
  for (const stage of view.stages) lanes.set(stage.id, []);
  for (const id of Object.keys(view.cards)) (lanes.get(stageOf(view, id)) ?? loose).push(id);
  if (loose.length === 0) return lanes;
  const first = view.start !== null && loose.includes(view.start);
  return first ? new Map([[null, loose], ...lanes]) : new Map([...lanes, [null, loose]]);
}

function slices(ids: string[], ranks: ReadonlyMap<string, number>, all: number): string[][] {
  const most = all > LARGE_FLOW ? MOST_CARDS_OF_LARGE : MOST_CARDS_A_RUN;
  if (ids.length <= most) return [ids];
  const ordered = [...ids].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
  const parts = Math.ceil(ids.length / most);
  const size = Math.ceil(ids.length / parts);
  return Array.from({ length: parts }, (_, i) => ordered.slice(i * size, (i + 1) * size));
}

/** Return the pieces of a flow, lane by lane; arrows that lead back are left out. */
export function runsOf(view: FlowView): Run[] {
  const ids = Object.keys(view.cards);
  const arrows = orderedEdges(view).map(({ source, target }): Arrow => [source, target]);
  const back = backArrows(ids, arrows, view.start);
  const forward = arrows.filter(([s, t]) => s !== t && !back.has(`${s} ${t}`));
  const ranks = ranksOf(ids, arrows, back);
  const runs: Run[] = [];
  let component = 0;
  for (const [lane, cards] of cardsByLane(view))
    for (const together of componentsOf(cards, forward)) {
      for (const part of slices(together, ranks, ids.length)) {
        const inside = new Set(part);
        runs.push({
          lane,
          component,
          nodes: part.map((id) => ({
            id,
            width: CARD_WIDTH,
            height: cardHeight(view.cards[id]?.outcomes.length ?? 0),
          })),
          arrows: forward.filter(([s, t]) => inside.has(s) && inside.has(t)),
        });
      }
      component++;
    }
  return runs;
}
