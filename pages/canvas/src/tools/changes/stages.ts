/** Changes of stages and the lanes that show them. */

import { CARD_WIDTH, snap } from "../../layout/card";
import { type LaneBox, lanesOf, stageAt as laneAt } from "../../lanes/lanes";
import type { Change } from "../../model/operations";
import type { FlowView, Stage } from "../../model/types";
import { freeName, newId } from "./ids";

const NEW_LANE_WIDTH = 400;

export const STAGE_COLORS = [
  "gray",
  "blue",
  "green",
  "amber",
  "red",
  "violet",
  "teal",
  "pink",
] as const;
export type StageColor = (typeof STAGE_COLORS)[number];

const knownLanes = new WeakMap<FlowView, readonly LaneBox[]>();

/** Return the lanes of a view, found once for it. */
function lanesIn(view: FlowView): readonly LaneBox[] {
  const known = knownLanes.get(view) ?? lanesOf(view);
  knownLanes.set(view, known);
  return known;
}

/** Return the stage whose lane holds a horizontal place, or null. */
export function stageAt(view: FlowView, x: number): string | null {
  return laneAt(lanesIn(view), x);
}

/** Return the changes that add a stage to the right of all others. */
export function addStageChanges(view: FlowView, name: string): { id: string; changes: Change[] } {
  const id = newId("stage", (taken) => view.stages.some((stage) => stage.id === taken));
  const color = STAGE_COLORS[(view.stages.length + 1) % STAGE_COLORS.length]!;
  const lanes = lanesIn(view);
  const ends = [
    ...lanes.map((lane) => lane.x + lane.width),
    ...Object.values(view.layout).map(([x]) => x + CARD_WIDTH + 40),
  ];
  const x = snap(Math.max(0, ...ends));
  const names = new Set(view.stages.map((stage) => stage.name));
  const changes: Change[] = [
    { change: "put_stage", stage: { id, name: freeName(name, names), color } },
    { change: "put_lane", id, lane: { x, width: NEW_LANE_WIDTH, collapsed: false } },
  ];
  return { id, changes };
}

/** Return the change of one thing of a stage. */
export function stageChanges(view: FlowView, id: string, change: Partial<Stage>): Change[] {
  const stage = view.stages.find((known) => known.id === id);
  return stage ? [{ change: "put_stage", stage: { ...stage, ...change } }] : [];
}

/** Return the changes that exchange a stage with its neighbour, cards and lanes with it. */
export function moveStageChanges(view: FlowView, id: string, step: -1 | 1): Change[] {
  const ids = view.stages.map((stage) => stage.id);
  const from = ids.indexOf(id);
  const neighbour = ids[from + step];
  if (from < 0 || neighbour === undefined) return [];
  [ids[from], ids[from + step]] = [neighbour, id];
  const order: Change = { change: "order_stages", ids };
  const [left, right] = step === -1 ? [neighbour, id] : [id, neighbour];
  const lanes = lanesIn(view);
  const boxOf = (wanted: string) => lanes.find((lane) => lane.stage.id === wanted);
  const [a, b] = [boxOf(left), boxOf(right)];
  if (!a || !b) return [order];
  const gap = b.x - (a.x + a.width);
  const rightX = a.x + b.width + gap;
  return [
    order,
    { change: "put_lane", id: right, lane: { ...b.lane, x: a.x } },
    { change: "put_lane", id: left, lane: { ...a.lane, x: rightX } },
    ...shiftedCards(view, right, a.x - b.x),
    ...shiftedCards(view, left, rightX - a.x),
  ];
}

function shiftedCards(view: FlowView, stage: string, by: number): Change[] {
  return Object.entries(view.layout)
    .filter(([id]) => view.cards[id]?.node.stage === stage)
    .map(([id, [x, y]]) => ({ change: "place", id, at: [x + by, y] }));
}

/** Return the changes that give cards another stage (null: none); they move into its lane. */
export function setStageChanges(
  view: FlowView,
  ids: readonly string[],
  stage: string | null,
): Change[] {
  const lane = lanesIn(view).find((one) => one.stage.id === stage);
  return ids.flatMap((id): Change[] => {
    const at = view.layout[id];
    const set: Change = { change: "set", node: id, path: "stage", value: stage };
    if (!lane || !at || stageAt(view, at[0] + CARD_WIDTH / 2) === stage) return [set];
    return [set, { change: "place", id, at: [lane.x + 40, at[1]] }];
  });
}
