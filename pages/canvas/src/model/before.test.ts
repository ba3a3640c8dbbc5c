import { describe, expect, test } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import { beforeOf, MOST_PLACES } from "./before";
import type { Change } from "./operations";
import { applyChanges } from "./replay";

const view = viewOf([cardOf("a", ["x"]), cardOf("b"), cardOf("c")], ["a/x>b", "b/next>c"], {
  stages: [{ id: "s", name: "Triagem" }],
  notes: [{ id: "n", text: "Olá", place: [0, 400] }],
});

const gestures: Record<string, Change[]> = {
  "a text": [{ change: "set", node: "a", path: "text", value: "Oi" }],
  "two texts of one block": [
    { change: "set", node: "a", path: "text", value: "Oi" },
    { change: "set", node: "a", path: "name", value: "Saudação" },
  ],
  "another target": [{ change: "put_edge", source: "a", outcome: "x", target: "c" }],
  "a first target": [{ change: "put_edge", source: "c", outcome: "next", target: "a" }],
  "a removed wire": [{ change: "remove_edge", source: "a", outcome: "x" }],
  "a new block": [{ change: "put_node", node: { id: "d", type: "message" } }],
  "a removed block": [{ change: "remove_node", id: "b" }],
  "a note": [{ change: "put_note", note: { id: "n", text: "Tchau" } }],
  "a removed note": [{ change: "remove_note", id: "n" }],
  "a stage": [{ change: "put_stage", stage: { id: "s", name: "Fim" } }],
};

describe("what a gesture found", () => {
  test.each(Object.entries(gestures))("brings %s back", (_name, changes) => {
    const after = applyChanges(view, [...changes, ...beforeOf(view, changes)]);
    for (const id of Object.keys(view.cards)) expect(after.cards[id]?.node).toEqual(view.cards[id]!.node);
    expect("d" in after.cards).toBe(false);
    expect(after.notes).toEqual(view.notes);
    expect(after.stages).toEqual(view.stages);
  });

  test("is the target of a wire", () => {
    expect(beforeOf(view, gestures["another target"]!)).toEqual([
      { change: "put_edge", source: "a", outcome: "x", target: "b" },
    ]);
  });

  test("is nothing for places on the drawing, and for gestures on very many blocks", () => {
    expect(beforeOf(view, [{ change: "place", id: "a", at: [0, 0] }])).toEqual([]);
    const many = Array.from({ length: MOST_PLACES + 1 }, (_, at) => ({ change: "remove_node", id: `n${at}` }) as const);
    expect(beforeOf(view, many)).toEqual([]);
  });
});
