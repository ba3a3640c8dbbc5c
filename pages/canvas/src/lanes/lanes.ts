/** Stages as columns of the canvas. */
import { type Box, snap } from "../layout/card";
import { boxOf } from "../cards/geometry";
import type { Change } from "../model/operations";
import type { FlowView, Lane, Stage } from "../model/types";

export const COLLAPSED_WIDTH = 48;
export const NARROWEST = 272;
const MARGIN = 32;

export interface LaneBox {
  readonly stage: Stage;
  readonly lane: Lane;
  /** Where the column begins and how wide it is drawn, in canvas pixels. */
  readonly x: number;
  readonly width: number;
  readonly count: number;
}

/** The columns from left to right. Stages that have none yet get the one their cards span, if it is free. */
export function lanesOf(view: FlowView): readonly LaneBox[] {
  const placed = view.stages.flatMap((stage) => {
    const lane = view.lanes[stage.id];
    return lane ? [laneBox(view, stage, lane)] : [];
  });
  const guessed = view.stages.filter((stage) => !view.lanes[stage.id]).map((stage) => guess(view, stage));
  const known = guessed.filter((lane) => lane !== null);
  const all = [...placed, ...known].sort((a, b) => a.x - b.x);
  return areApart(all) ? all : placed.sort((a, b) => a.x - b.x);
}

/** The stage whose column holds a point, or null between and outside of them. */
export function stageAt(lanes: readonly LaneBox[], x: number): string | null {
  return lanes.find((lane) => x >= lane.x && x < lane.x + lane.width)?.stage.id ?? null;
}

/** The cards that a collapsed column hides, with the stage that hides them. */
export function hiddenCards(view: FlowView): ReadonlyMap<string, string> {
  const collapsed = new Set(view.stages.map((stage) => stage.id).filter((id) => view.lanes[id]?.collapsed));
  const hidden = new Map<string, string>();
  if (collapsed.size === 0) return hidden;
  for (const [id, card] of Object.entries(view.cards)) {
    const stage = card.node.stage;
    if (typeof stage === "string" && collapsed.has(stage)) hidden.set(id, stage);
  }
  return hidden;
}

/** A column another width: the columns and cards right of it make room. Width in canvas pixels. */
export function resizedLane(view: FlowView, lanes: readonly LaneBox[], id: string, width: number): Change[] {
  const lane = lanes.find((one) => one.stage.id === id);
  if (!lane) return [];
  const wanted = Math.max(NARROWEST, snap(width));
  return [
    { change: "put_lane", id, lane: { ...lane.lane, x: lane.x, width: wanted } },
    ...shifted(view, lanes, lane, wanted - lane.width),
  ];
}

/** A column closed to a strip, or opened again; what is right of it follows. */
export function toggledLane(view: FlowView, lanes: readonly LaneBox[], id: string): Change[] {
  const lane = lanes.find((one) => one.stage.id === id);
  if (!lane) return [];
  const collapsed = !lane.lane.collapsed;
  const by = (collapsed ? -1 : 1) * (lane.lane.width - COLLAPSED_WIDTH);
  return [
    { change: "put_lane", id, lane: { x: lane.x, width: lane.lane.width, collapsed } },
    ...shifted(view, lanes, lane, by),
  ];
}

function shifted(view: FlowView, lanes: readonly LaneBox[], from: LaneBox, by: number): Change[] {
  if (by === 0) return [];
  const later = lanes.filter((lane) => lane.x > from.x);
  const stages = new Set(later.map((lane) => lane.stage.id));
  const border = from.x + from.width;
  const follows = (id: string, x: number): boolean => {
    const stage = view.cards[id]?.node.stage;
    return typeof stage === "string" && lanes.some((lane) => lane.stage.id === stage) ? stages.has(stage) : x >= border;
  };
  const cards = Object.entries(view.layout).filter(([id, [x]]) => follows(id, x));
  return [
    ...later.map((lane): Change => ({ change: "put_lane", id: lane.stage.id, lane: { ...lane.lane, x: lane.x + by } })),
    ...cards.map(([id, [x, y]]): Change => ({ change: "place", id, at: [x + by, y] })),
  ];
}

function laneBox(view: FlowView, stage: Stage, lane: Lane): LaneBox {
  const count = cardsOf(view, stage).length;
  return { stage, lane, x: lane.x, width: lane.collapsed ? COLLAPSED_WIDTH : lane.width, count };
}

function cardsOf(view: FlowView, stage: Stage): string[] {
  return Object.keys(view.cards).filter((id) => view.cards[id]?.node.stage === stage.id);
}

function guess(view: FlowView, stage: Stage): LaneBox | null {
  const boxes: Box[] = cardsOf(view, stage).map((id) => boxOf(view, id));
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  return laneBox(view, stage, { x: left, width: right - left, collapsed: false });
}

function areApart(lanes: readonly LaneBox[]): boolean {
  return lanes.every((lane, index) => {
    const next = lanes[index + 1];
    return !next || lane.x + lane.width <= next.x + MARGIN * 2;
  });
}
