/** Where the parts of a card are, known without measuring, so that only visible cards need the page. */
import { Position } from "@xyflow/react";
import { type Box, CARD_HEAD_HEIGHT, cardBox, cardHeight, OUTCOME_HEIGHT } from "../layout/card";
import type { Card, FlowView, Point } from "../model/types";

/** Height at which edges arrive: the middle of the title. */
export const ENTRY_Y = 44;
/** The hit area of a handle, both ways, in pixels. */
export const HANDLE_HIT = 28;
const WIDTH = 240;
const NOWHERE: Point = [0, 0];

/** Whether edges may lead to a card; nothing leads to the start. */
export function hasInput(card: Card): boolean {
  return card.node.type !== "start";
}

/** Height at which the edge of an outcome leaves a card. */
export function outcomeY(index: number): number {
  return CARD_HEAD_HEIGHT + OUTCOME_HEIGHT * index + OUTCOME_HEIGHT / 2;
}

/** The place of a card in a view. */
export function boxOf(view: FlowView, id: string): Box {
  return cardBox(view.layout[id] ?? NOWHERE, view.cards[id]?.outcomes.length ?? 0);
}

/** A card's handles as React Flow wants them when it shall not measure. */
export function handlesOf(card: Card) {
  const sources = card.outcomes.map((outcome, index) => ({
    id: outcome.id,
    type: "source" as const,
    position: Position.Right,
    x: WIDTH - HANDLE_HIT / 2,
    y: outcomeY(index) - HANDLE_HIT / 2,
    width: HANDLE_HIT / 2,
    height: HANDLE_HIT,
  }));
  if (!hasInput(card)) return sources;
  const input = { id: null, type: "target" as const, position: Position.Left, x: 0, y: 0, width: 8, height: ENTRY_Y * 2 };
  return [input, ...sources];
}

/** Width and height of a card. */
export function sizeOf(card: Card): { width: number; height: number } {
  return { width: WIDTH, height: cardHeight(card.outcomes.length) };
}
