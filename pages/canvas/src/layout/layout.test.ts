import { describe, expect, test } from "vitest";
import { arrangementChanges, assemble } from "./assemble";
import { cardBox, cardHeight } from "./card";
import { layOut } from "./engine";
import { boxesOf, freeSpot } from "./free";
import { backEdges, readingOrder } from "./graph";
import { places } from "./places";
import { MOST_CARDS_A_RUN, runsOf } from "./runs";
import { anyOverlap, cardOf, manyCards, viewOf } from "./samples";
import type { FlowView } from "../model/types";

function tidied(view: FlowView) {
  const runs = runsOf(view);
  return assemble(view, runs, runs.map(layOut));
}

const boxes = (view: FlowView, layout: FlowView["layout"]) => boxesOf({ ...view, layout });

test("a card is 96 px and 28 px for each outcome", () => {
  expect(cardHeight(0)).toBe(96);
  expect(cardHeight(3)).toBe(180);
});

describe("tidying up", () => {
  test("puts a chain from left to right on the grid", () => {
    const view = viewOf([cardOf("a"), cardOf("b"), cardOf("c")], ["a/next>b", "b/next>c"]);
    const { layout } = tidied(view);
    expect(layout.a![0]).toBeLessThan(layout.b![0]);
    expect(layout.b![0]).toBeLessThan(layout.c![0]);
    expect(Object.values(layout).flat().every((value) => value % 8 === 0)).toBe(true);
  });

  test("ignores edges that lead back", () => {
    const view = viewOf([cardOf("a"), cardOf("b", ["next", "again"])], ["a/next>b", "b/again>a"]);
    const { layout } = tidied(view);
    expect(layout.a![0]).toBeLessThan(layout.b![0]);
    expect([...backEdges(view)]).toEqual(["b/again"]);
  });

  test("keeps each card in the lane of its stage, lanes side by side", () => {
    const stages = ["entrada", "triagem", "resolucao"];
    const view = manyCards(60, stages);
    const { layout, lanes } = tidied(view);
    for (const [id, card] of Object.entries(view.cards)) {
      const lane = lanes[card.node.stage!]!;
      expect(layout[id]![0]).toBeGreaterThanOrEqual(lane.x);
      expect(layout[id]![0] + 240).toBeLessThanOrEqual(lane.x + lane.width);
    }
    expect(lanes.triagem!.x).toBe(lanes.entrada!.x + lanes.entrada!.width);
    expect(anyOverlap(boxes(view, layout))).toBe(false);
  });

  test("hands over at most 200 cards a run and places all of 500 without overlap", () => {
    const view = manyCards(500);
    const runs = runsOf(view);
    expect(Math.max(...runs.map((run) => run.nodes.length))).toBeLessThanOrEqual(MOST_CARDS_A_RUN);
    const { layout } = assemble(view, runs, runs.map(layOut));
    expect(Object.keys(layout)).toHaveLength(500);
    expect(anyOverlap(boxes(view, layout))).toBe(false);
  }, 60_000);

  test("changes nothing that already stands right", () => {
    const view = manyCards(20, ["um", "dois"]);
    const first = tidied(view);
    const after = { ...view, ...first };
    expect(arrangementChanges(after, tidied(after))).toEqual([]);
    expect(arrangementChanges(view, first).length).toBe(22);
  });

  test("folds a long chain into bands instead of one line", () => {
    const ids = Array.from({ length: 24 }, (_, index) => `n${index}`);
    const edges = ids.slice(1).map((id, index) => `n${index}/next>${id}`);
    const view = viewOf(ids.map((id) => cardOf(id)), edges);
    const { layout } = tidied(view);
    const width = Math.max(...Object.values(layout).map(([x]) => x)) + 240;
    const height = Math.max(...Object.values(layout).map(([, y]) => y)) + cardHeight(1);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
    expect(anyOverlap(boxes(view, layout))).toBe(false);
  });

  test("keeps lanes collapsed", () => {
    const view = viewOf([cardOf("a", ["next"], { stage: "s" })], [], {
      stages: [{ id: "s", name: "S" }],
      lanes: { s: { x: 4, width: 48, collapsed: true } },
    });
    expect(tidied(view).lanes.s!.collapsed).toBe(true);
  });
});

describe("places of new cards", () => {
  test("are given to all when none has one", () => {
    const view = manyCards(80, ["um", "dois"]);
    const found = places(view);
    expect(Object.keys(found)).toHaveLength(80);
    expect(anyOverlap(boxes(view, found))).toBe(false);
    expect(places(view)).toEqual(found);
  });

  test("stand right of what leads to them and move no other card", () => {
    const view = viewOf([cardOf("a"), cardOf("b"), cardOf("c")], ["a/next>b"], {
      layout: { a: [0, 80], c: [336, 80] },
    });
    const found = places(view);
    expect(Object.keys(found)).toEqual(["b"]);
    expect(found.b![0]).toBe(336);
    expect(anyOverlap(boxes(view, { ...view.layout, ...found }))).toBe(false);
  });

  test("a free spot is the wanted one when nothing stands there", () => {
    expect(freeSpot([3, 5], { width: 240, height: 116 }, [])).toEqual([0, 8]);
  });

  test("a free spot is beside what stands there", () => {
    const taken = [cardBox([0, 0], 1)];
    const [x, y] = freeSpot([0, 0], { width: 240, height: 116 }, taken);
    expect(anyOverlap([...taken, cardBox([x, y], 1)])).toBe(false);
  });
});

test("cards are read along the edges, outcome by outcome", () => {
  const view = viewOf(
    [cardOf("a", ["x", "y"]), cardOf("b"), cardOf("c"), cardOf("d")],
    ["a/y>c", "a/x>b", "b/next>d"],
  );
  expect(readingOrder(view)).toEqual(["a", "b", "d", "c"]);
});
