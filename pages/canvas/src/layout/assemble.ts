/** Puts the laid out pieces together: lanes side by side, components below each other. */

import type { Change } from "../model/operations";
import type { FlowView, Lane, Point } from "../model/types";
import { snap } from "./card";
import { orderedEdges } from "./graph";
import { type Block, folded } from "./fold";
import { cardsByLane, type Run, type RunResult } from "./runs";

const LANE_PADDING = 40;
const LANE_TOP = 80;
const LEAST_LANE_WIDTH = 320;
const BETWEEN_COMPONENTS = 64;
const BETWEEN_PARTS = 96;
const WHOLE_SHAPE = 1.8;
const NARROWEST_SHAPE = 0.5;

export interface Arrangement {
  layout: Record<string, Point>;
  lanes: Record<string, Lane>;
}

function heights(runs: readonly Run[]): ReadonlyMap<string, number> {
  return new Map(runs.flatMap((run) => run.nodes.map((node) => [node.id, node.height])));
}

/** Join the pieces of one component side by side. */
function join(results: readonly RunResult[]): Block {
  const block: Block = { width: 0, height: 0, places: {} };
  for (const result of results) {
    const shift = block.width === 0 ? 0 : block.width + BETWEEN_PARTS;
    for (const [id, [x, y]] of Object.entries(result.places)) block.places[id] = [x + shift, y];
    block.width = shift + result.width;
    block.height = Math.max(block.height, result.height);
  }
  return block;
}

/** How wide a lane may be for its height: many lanes stand beside each other, so each is narrow. */
function shapeOf(lanes: number): number {
  return Math.max(NARROWEST_SHAPE, WHOLE_SHAPE / lanes);
}

function blocksOf(
  lane: string | null,
  lanes: number,
  runs: readonly Run[],
  results: readonly RunResult[],
): Block[] {
  const parts = new Map<number, RunResult[]>();
  runs.forEach((run, index) => {
    if (run.lane !== lane) return;
    const known = parts.get(run.component) ?? [];
    parts.set(run.component, [...known, results[index]!]);
  });
  return [...parts.values()].map((results) => folded(join(results), heights(runs), shapeOf(lanes)));
}

/** Return the mean height at which edges from placed cards want to enter a block, if any do. */
function wantedTop(
  block: Block,
  sources: ReadonlyMap<string, readonly string[]>,
  placed: Readonly<Record<string, Point>>,
): number | null {
  const tops: number[] = [];
  for (const [id, [, y]] of Object.entries(block.places))
    for (const source of sources.get(id) ?? []) {
      const at = placed[source];
      if (at && !(source in block.places)) tops.push(at[1] - y);
    }
  return tops.length === 0 ? null : tops.reduce((sum, top) => sum + top, 0) / tops.length;
}

function sourcesOf(view: FlowView): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { source, target } of orderedEdges(view))
    sources.set(target, [...(sources.get(target) ?? []), source]);
  return sources;
}

/** Return the whole layout; lanes keep being collapsed or not. */
export function assemble(
  view: FlowView,
  runs: readonly Run[],
  results: readonly RunResult[],
): Arrangement {
  const arrangement: Arrangement = { layout: {}, lanes: {} };
  const sources = sourcesOf(view);
  let left = 0;
  const lanes = cardsByLane(view);
  for (const lane of lanes.keys()) {
    const blocks = blocksOf(lane, lanes.size, runs, results)
      .map((block) => ({ block, wanted: wantedTop(block, sources, arrangement.layout) }))
      .sort((a, b) => (a.wanted ?? Infinity) - (b.wanted ?? Infinity) || 0);
    let top = LANE_TOP;
    for (const { block, wanted } of blocks) {
      const at = snap(Math.max(top, wanted ?? top));
      for (const [id, [x, y]] of Object.entries(block.places))
        arrangement.layout[id] = [snap(left + LANE_PADDING + x), snap(at + y)];
      top = at + block.height + BETWEEN_COMPONENTS;
    }
    const content = Math.max(0, ...blocks.map(({ block }) => block.width));
    const width = snap(Math.max(LEAST_LANE_WIDTH, content + 2 * LANE_PADDING));
    if (lane !== null)
      arrangement.lanes[lane] = {
        x: left,
        width,
        collapsed: view.lanes[lane]?.collapsed ?? false,
      };
    left += width;
  }
  return arrangement;
}

/** Return the changes that lead from the view to an arrangement; nothing for what stays. */
export function arrangementChanges(view: FlowView, { layout, lanes }: Arrangement): Change[] {
  const changes: Change[] = [];
  for (const [id, at] of Object.entries(layout)) {
    const now = view.layout[id];
    if (!now || now[0] !== at[0] || now[1] !== at[1]) changes.push({ change: "place", id, at });
  }
  for (const [id, lane] of Object.entries(lanes)) {
    const now = view.lanes[id];
    if (!now || now.x !== lane.x || now.width !== lane.width)
      changes.push({ change: "put_lane", id, lane });
  }
  return changes;
}
