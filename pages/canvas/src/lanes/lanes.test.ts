import { describe, expect, test } from "vitest";
import { applyChanges } from "../model/replay";
import type { Card, FlowView, Point } from "../model/types";
import { COLLAPSED_WIDTH, hiddenCards, lanesOf, resizedLane, stageAt, toggledLane } from "./lanes";

function view(cards: Record<string, { stage?: string; at: Point }>, lanes: FlowView["lanes"] = {}): FlowView {
  const entries = Object.entries(cards);
  const made = entries.map(([id, { stage }]): [string, Card] => [
    id,
    { node: { id, type: "end", name: id, ...(stage ? { stage } : {}) }, outcomes: [], text_path: null, summary: "" },
  ]);
  return {
    flow: { id: "f", name: "Fluxo", language: "pt-BR", languages: [] },
    cards: Object.fromEntries(made),
    edges: {},
    layout: Object.fromEntries(entries.map(([id, { at }]) => [id, at])),
    stages: [{ id: "one", name: "Um" }, { id: "two", name: "Dois" }],
    lanes,
    notes: [],
    groups: [],
    variables: [],
    translations: {},
    start: null,
    error_route: null,
  };
}

const LANES = { one: { x: 0, width: 320, collapsed: false }, two: { x: 320, width: 320, collapsed: false } };
const PLACED = view({ a: { stage: "one", at: [40, 80] }, b: { stage: "two", at: [360, 80] }, c: { at: [700, 0] } }, LANES);

describe("columns", () => {
  test("stand from left to right with the number of their cards", () => {
    expect(lanesOf(PLACED).map(({ stage, x, count }) => [stage.id, x, count])).toEqual([["one", 0, 1], ["two", 320, 1]]);
  });

  test("of stages that have none yet span their cards", () => {
    const lanes = lanesOf(view({ a: { stage: "one", at: [40, 0] }, b: { stage: "two", at: [640, 0] } }));
    expect(lanes.map(({ x, width }) => [x, width])).toEqual([[8, 304], [608, 304]]);
  });

  test("are not drawn over each other", () => {
    const mixed = view({
      a: { stage: "one", at: [0, 0] },
      b: { stage: "two", at: [300, 0] },
      c: { stage: "one", at: [600, 0] },
    });
    expect(lanesOf(mixed)).toEqual([]);
  });

  test("give a dropped card their stage, and none outside of them", () => {
    const lanes = lanesOf(PLACED);
    expect(stageAt(lanes, 319)).toBe("one");
    expect(stageAt(lanes, 320)).toBe("two");
    expect(stageAt(lanes, 640)).toBeNull();
    expect(stageAt(lanes, -1)).toBeNull();
  });
});

describe("a column another width", () => {
  const after = applyChanges(PLACED, resizedLane(PLACED, lanesOf(PLACED), "one", 403));

  test("snaps to the grid and moves what is right of it", () => {
    expect(after.lanes["one"]?.width).toBe(400);
    expect(after.lanes["two"]?.x).toBe(400);
    expect(after.layout).toEqual({ a: [40, 80], b: [440, 80], c: [780, 0] });
  });

  test("never becomes narrower than a card", () => {
    const narrow = applyChanges(PLACED, resizedLane(PLACED, lanesOf(PLACED), "one", 10));
    expect(narrow.lanes["one"]?.width).toBe(272);
  });
});

describe("a collapsed column", () => {
  const closed = applyChanges(PLACED, toggledLane(PLACED, lanesOf(PLACED), "one"));

  test("is a strip that hides its cards", () => {
    expect(lanesOf(closed)[0]?.width).toBe(COLLAPSED_WIDTH);
    expect([...hiddenCards(closed)]).toEqual([["a", "one"]]);
    expect(closed.lanes["two"]?.x).toBe(COLLAPSED_WIDTH);
  });

  test("opens to where everything was", () => {
    const opened = applyChanges(closed, toggledLane(closed, lanesOf(closed), "one"));
    expect(opened.lanes).toEqual(PLACED.lanes);
    expect(opened.layout).toEqual(PLACED.layout);
  });
});
