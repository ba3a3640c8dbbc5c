/** Collapsed stages as nodes: what leads into or out of their hidden cards ends at the strip. */
import { boxOf } from "../cards/geometry";
import { type Box, boxAround } from "../layout/card";
import type { FlowView } from "../model/types";
import { COLLAPSED_WIDTH, hiddenCards } from "./lanes";

const PREFIX = "stage:";

/** The id of the node that stands for a collapsed stage; never one of a card, which has no colon. */
export function stripId(stage: string): string {
  return PREFIX + stage;
}

/** Whether a node or edge id belongs to a collapsed stage. */
export function isStrip(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** Where the strips are, by stage: as high as the cards they hide. */
export function stripsOf(view: FlowView): ReadonlyMap<string, Box> {
  const cards = new Map<string, Box[]>();
  for (const [id, stage] of hiddenCards(view)) cards.set(stage, [...(cards.get(stage) ?? []), boxOf(view, id)]);
  const strips = new Map<string, Box>();
  for (const [stage, boxes] of cards) {
    const around = boxAround(boxes);
    const lane = view.lanes[stage];
    if (around && lane) strips.set(stage, { x: lane.x, y: around.y, width: COLLAPSED_WIDTH, height: around.height });
  }
  return strips;
}
