import { describe, expect, test } from "vitest";
import { cardHeight } from "../../layout/card";
import { boxesOf } from "../../layout/free";
import { anyOverlap, cardOf, viewOf } from "../../layout/samples";
import { applyChanges } from "../../model/replay";
import type { NodeKind, Point } from "../../model/types";
import { addChanges, placeAfter } from "./adding";
import { deleteAndReconnectChanges, deleteChanges, deletedBetween, restoreChanges } from "./deleting";
import { frameOf, groupChanges, moveGroupChanges, ungroupChanges } from "./grouping";
import { freeName, newId } from "./ids";
import { moveChanges } from "./moving";
import { addStageChanges, moveStageChanges, setStageChanges, stageAt } from "./stages";

const message: NodeKind = {
  type: "message",
  family: "say",
  icon: "message",
  name: "Mensagem",
  description: "",
  template: { name: "Mensagem", text: "Olá!" },
  outcomes: [{ id: "next", label: "Seguir", required: true, falls_to: null }],
  text_path: "text",
  likely_next: [],
};
const kinds = { message };

const chain = viewOf([cardOf("a"), cardOf("b"), cardOf("c")], ["a/next>b", "b/next>c"], {
  layout: { a: [0, 0], b: [336, 0], c: [672, 0] },
});

const lanes = {
  stages: [
    { id: "s", name: "Triagem" },
    { id: "t", name: "Fim" },
  ],
  lanes: {
    s: { x: 0, width: 400, collapsed: false },
    t: { x: 400, width: 600, collapsed: false },
  },
};

describe("ids and names", () => {
  test("ids are slugs that nobody has", () => {
    expect(newId("Menu!", () => false)).toMatch(/^menu_[a-z0-9]{8}$/);
  });

  test("names get a number when taken", () => {
    expect(freeName("Mensagem", new Set(["Mensagem", "Mensagem 2"]))).toBe("Mensagem 3");
    expect(freeName("Menu", new Set())).toBe("Menu");
  });
});

describe("adding", () => {
  test("after an outcome: connected, named, beside it, on nothing", () => {
    const view = viewOf([cardOf("a", ["x", "y"]), cardOf("b")], ["a/x>b"], {
      layout: { a: [0, 0], b: [336, 0] },
    });
    const from = { source: "a", outcome: "y" };
    const { id, changes } = addChanges(view, { kind: message, at: placeAfter(view, "a"), from });
    const after = applyChanges(view, changes, kinds);
    expect(after.edges["a/y"]).toBe(id);
    expect(after.cards[id]!.node.name).toBe("Mensagem");
    expect(anyOverlap(boxesOf(after))).toBe(false);
  });

  test("after a connected outcome goes in between", () => {
    const from = { source: "a", outcome: "next" };
    const { id, changes } = addChanges(chain, { kind: message, at: [0, 0], from });
    const after = applyChanges(chain, changes, kinds);
    expect(after.edges["a/next"]).toBe(id);
    expect(after.edges[`${id}/next`]).toBe("b");
  });

  test("into an edge is the same operation", () => {
    const { id, changes } = addChanges(chain, { kind: message, at: [0, 0], edge: "b/next" });
    const after = applyChanges(chain, changes, kinds);
    expect([after.edges["b/next"], after.edges[`${id}/next`]]).toEqual([id, "c"]);
  });

  test("into an edge moves what comes after to the right, in the same gesture", () => {
    const { id, changes } = addChanges(chain, { kind: message, at: [0, 0], edge: "a/next" });
    const after = applyChanges(chain, changes, kinds);
    expect(after.layout[id]).toEqual([336, 0]);
    expect([after.layout.a, after.layout.b, after.layout.c]).toEqual([
      [0, 0],
      [672, 0],
      [1008, 0],
    ]);
  });

  test("into a long edge goes where it was let go, and moves nothing", () => {
    const view = viewOf([cardOf("a"), cardOf("b")], ["a/next>b"], { layout: { a: [0, 0], b: [2400, 800] } });
    const { id, changes } = addChanges(view, { kind: message, at: [1203, 398], edge: "a/next" });
    const after = applyChanges(view, changes, kinds);
    expect(after.layout).toEqual({ ...view.layout, [id]: [1200, 400] });
    expect([after.edges["a/next"], after.edges[`${id}/next`]]).toEqual([id, "b"]);
  });

  test("into an edge moves nothing where another card is in the way", () => {
    const view = viewOf([cardOf("a"), cardOf("b"), cardOf("other")], ["a/next>b"], {
      layout: { a: [0, 0], b: [336, 0], other: [672, 0] },
    });
    const { changes } = addChanges(view, { kind: message, at: [336, 0], edge: "a/next" });
    const after = applyChanges(view, changes, kinds);
    expect([after.layout.b, after.layout.other]).toEqual([
      [336, 0],
      [672, 0],
    ]);
    expect(anyOverlap(boxesOf(after))).toBe(false);
  });

  test("by hand stays near where it was let go, on nothing where there is room", () => {
    const pillars = [0, 1, 2, 3].map((row) => cardOf(`p${row}`));
    const layout = Object.fromEntries(pillars.map((card, row): [string, Point] => [card.node.id, [0, row * 240]]));
    const view = viewOf(pillars, [], { layout });
    const { id, changes } = addChanges(view, { kind: message, at: [200, 304], byHand: true });
    const after = applyChanges(view, changes, kinds);
    expect(after.layout[id]).toEqual([264, 304]);
    expect(anyOverlap(boxesOf(after))).toBe(false);
  });

  test("by hand covers others rather than going out of sight", () => {
    const rows = Array.from({ length: 49 }, (_, index) => cardOf(`n${index}`));
    const layout = Object.fromEntries(
      rows.map((card, index): [string, Point] => [card.node.id, [(index % 7) * 304, Math.floor(index / 7) * 160]]),
    );
    const view = viewOf(rows, [], { layout });
    const { id, changes } = addChanges(view, { kind: message, at: [800, 400], byHand: true });
    expect(applyChanges(view, changes, kinds).layout[id]).toEqual([800, 400]);
  });

  test("takes the stage of the lane where it lands", () => {
    const view = viewOf([cardOf("a")], [], { layout: { a: [0, 0] }, ...lanes });
    const { id, changes } = addChanges(view, { kind: message, at: [500, 0] });
    expect(applyChanges(view, changes, kinds).cards[id]!.node.stage).toBe("t");
  });
});

describe("deleting", () => {
  test("takes the edges too", () => {
    const after = applyChanges(chain, deleteChanges(chain, ["b"]));
    expect(after.edges).toEqual({});
  });

  test("and reconnecting closes the gap, also over several cards and loops", () => {
    const after = applyChanges(chain, deleteAndReconnectChanges(chain, ["b"]));
    expect(after.edges).toEqual({ "a/next": "c" });
    const loop = viewOf([cardOf("a"), cardOf("b"), cardOf("c")], ["a/next>b", "b/next>c", "c/next>b"]);
    expect(applyChanges(loop, deleteAndReconnectChanges(loop, ["b", "c"])).edges).toEqual({});
  });

  test("can be taken back later, with the edges that still have both ends", () => {
    const after = applyChanges(chain, deleteChanges(chain, ["b"]));
    const [deleted] = deletedBetween(chain, after, "14:32");
    const back = applyChanges(after, restoreChanges(after, deleted!));
    expect(back.cards.b!.node).toEqual(chain.cards.b!.node);
    expect(back.edges).toEqual(chain.edges);
    expect(back.layout.b).toEqual([336, 0]);
    const alone = applyChanges(after, deleteChanges(after, ["c"]));
    expect(applyChanges(alone, restoreChanges(alone, deleted!)).edges).toEqual({ "a/next": "b" });
  });

  test("can be taken back with the translations", () => {
    const view = { ...chain, translations: { en: { "b.text": "Hello", "bb.text": "Other" } } };
    const after = applyChanges(view, deleteChanges(view, ["b"]));
    expect(after.translations).toEqual({ en: { "bb.text": "Other" } });
    const [deleted] = deletedBetween(view, after, "14:32");
    expect(applyChanges(after, restoreChanges(after, deleted!)).translations).toEqual(view.translations);
  });

  test("of a group's last card removes its frame", () => {
    const view = { ...chain, groups: [{ id: "g", name: "G", nodes: ["b"] }] };
    expect(applyChanges(view, deleteChanges(view, ["b"])).groups).toEqual([]);
  });
});

describe("groups", () => {
  test("frame cards, which leave their earlier group", () => {
    const first = applyChanges(chain, groupChanges(chain, ["a", "b"], "Grupo"));
    const second = applyChanges(first, groupChanges(first, ["b", "c"], "Grupo"));
    expect(second.groups.map((group) => [group.name, group.nodes])).toEqual([
      ["Grupo", ["a"]],
      ["Grupo 2", ["b", "c"]],
    ]);
    expect(frameOf(second, second.groups[1]!)).toEqual({
      x: 320,
      y: -48,
      width: 608,
      height: cardHeight(1) + 64,
    });
    expect(applyChanges(second, ungroupChanges(second, ["a"])).groups).toHaveLength(1);
  });

  test("move with their cards", () => {
    const view = { ...chain, groups: [{ id: "g", name: "G", nodes: ["a", "b"] }] };
    const after = applyChanges(view, moveGroupChanges(view, "g", [8, 16]));
    expect([after.layout.a, after.layout.b, after.layout.c]).toEqual([
      [8, 16],
      [344, 16],
      [672, 0],
    ]);
  });
});

describe("stages", () => {
  const view = viewOf([cardOf("a", ["next"], { stage: "s" }), cardOf("b", ["next"], { stage: "t" })], [], {
    layout: { a: [40, 80], b: [440, 80] },
    ...lanes,
  });

  test("are found by place", () => {
    expect([stageAt(view, 399), stageAt(view, 400), stageAt(view, 2000)]).toEqual(["s", "t", null]);
  });

  test("change places with their lanes and cards", () => {
    const after = applyChanges(view, moveStageChanges(view, "t", -1));
    expect(after.stages.map((stage) => stage.id)).toEqual(["t", "s"]);
    expect([after.lanes.t!.x, after.lanes.s!.x]).toEqual([0, 600]);
    expect([after.layout.b, after.layout.a]).toEqual([
      [40, 80],
      [640, 80],
    ]);
    expect(moveStageChanges(view, "t", 1)).toEqual([]);
  });

  test("are added at the right with a lane", () => {
    const { id, changes } = addStageChanges(view, "Fim");
    const after = applyChanges(view, changes);
    expect(after.stages.at(-1)).toMatchObject({ id, name: "Fim 2" });
    expect(after.lanes[id]).toEqual({ x: 1000, width: 400, collapsed: false });
  });

  test("given to a card move it into their lane", () => {
    const after = applyChanges(view, setStageChanges(view, ["a"], "t"));
    expect(after.cards.a!.node.stage).toBe("t");
    expect(after.layout.a).toEqual([440, 80]);
    expect(applyChanges(view, setStageChanges(view, ["a"], null)).cards.a!.node.stage).toBeUndefined();
  });

  test("follow a card that is moved by the keyboard", () => {
    const after = applyChanges(view, moveChanges(view, ["a"], [320, 0]));
    expect(after.layout.a).toEqual([360, 80]);
    expect(after.cards.a!.node.stage).toBe("t");
  });
});
