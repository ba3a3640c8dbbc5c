import { describe, expect, test } from "vitest";
import type { Change, Operation } from "./operations";
import { applyChanges, replay } from "./replay";
import type { Card, FlowView, NodeKind } from "./types";

const KIND: NodeKind = {
  type: "menu",
  family: "ask",
  icon: "list",
  name: "Menu",
  description: "",
  template: { type: "menu", options: [] },
  outcomes: [{ id: "timeout", label: "Sem resposta", required: false, falls_to: "idle_rule" }],
  text_path: "text",
  likely_next: [],
};
const KINDS = { menu: KIND };

function card(id: string, more: object = {}): Card {
  const node = { id, type: "question", name: id, text: `Olá de ${id}`, ...more };
  const outcomes = [{ id: "answered", label: "Respondeu", required: true, falls_to: null }];
  return { node, outcomes, text_path: "text", summary: `Olá de ${id}` };
}

const VIEW: FlowView = {
  flow: { id: "f", name: "Fluxo", language: "pt-BR", languages: ["pt-BR"] },
  cards: { a: card("a", { stage: "one" }), b: card("b"), c: card("c") },
  edges: { "a/answered": "b", "b/answered": "c" },
  layout: { a: [0, 0], b: [320, 0], c: [640, 0] },
  stages: [{ id: "one", name: "Um" }],
  lanes: { one: { x: 0, width: 320, collapsed: false } },
  notes: [],
  groups: [{ id: "g", name: "Grupo", nodes: ["a", "b"] }],
  variables: [],
  translations: {},
  start: "a",
  error_route: null,
};

function operation(sequence: number, kind: Operation["kind"], ...changes: Change[]): Operation {
  return { client: "me", sequence, kind, changes };
}

describe("changes of the shown view", () => {
  test("a moved card keeps every other card's identity", () => {
    const after = applyChanges(VIEW, [{ change: "place", id: "a", at: [8, 8] }]);
    expect(after.layout["a"]).toEqual([8, 8]);
    expect(after.cards).toBe(VIEW.cards);
    expect(after.layout["b"]).toBe(VIEW.layout["b"]);
  });

  test("a text that is written shows on its card only", () => {
    const after = applyChanges(VIEW, [{ change: "set", node: "a", path: "text", value: "Bom dia" }]);
    expect(after.cards["a"]?.summary).toBe("Bom dia");
    expect(after.cards["b"]).toBe(VIEW.cards["b"]);
    expect(after.edges).toBe(VIEW.edges);
  });

  test("what changes nothing gives the very same view", () => {
    const nothing: Change[] = [
      { change: "place", id: "a", at: [0, 0] },
      { change: "put_edge", source: "a", outcome: "answered", target: "b" },
      { change: "remove_edge", source: "c", outcome: "answered" },
      { change: "remove_node", id: "gone" },
      { change: "set", node: "gone", path: "text", value: "x" },
      { change: "set", node: "a", path: "text", value: "Olá de a" },
      { change: "place", id: "gone", at: [1, 1] },
    ];
    expect(applyChanges(VIEW, nothing)).toBe(VIEW);
  });

  test("an unknown change of a newer server is skipped", () => {
    expect(applyChanges(VIEW, [{ change: "sing" } as unknown as Change])).toBe(VIEW);
  });

  test("a deleted card takes its edges, place and frame with it", () => {
    const after = applyChanges(VIEW, [{ change: "remove_node", id: "b" }]);
    expect(Object.keys(after.cards)).toEqual(["a", "c"]);
    expect(after.edges).toEqual({});
    expect(after.layout["b"]).toBeUndefined();
    expect(after.groups[0]?.nodes).toEqual(["a"]);
  });

  test("an edge to a card that is gone is not drawn", () => {
    expect(applyChanges(VIEW, [{ change: "put_edge", source: "a", outcome: "x", target: "gone" }])).toBe(VIEW);
  });

  test("a deleted stage lets its cards go", () => {
    const after = applyChanges(VIEW, [{ change: "remove_stage", id: "one" }]);
    expect(after.stages).toEqual([]);
    expect(after.lanes).toEqual({});
    expect(after.cards["a"]?.node.stage).toBeUndefined();
    expect(after.cards["b"]).toBe(VIEW.cards["b"]);
  });

  test("a new menu has an outcome for each option before the server answers", () => {
    const node = { id: "m", type: "menu", text: "Escolha", options: [{ id: "yes", label: "Sim" }] };
    const after = applyChanges(VIEW, [{ change: "put_node", node }], KINDS);
    expect(after.cards["m"]?.outcomes.map((one) => one.label)).toEqual(["Sim", "Sem resposta"]);
    const renamed = applyChanges(after, [{ change: "set", node: "m", path: "options.0.label", value: "Claro" }], KINDS);
    expect(renamed.cards["m"]?.outcomes.map((one) => one.label)).toEqual(["Claro", "Sem resposta"]);
  });

  test("a node of an unknown type is kept and drawn as unknown", () => {
    const after = applyChanges(VIEW, [{ change: "put_node", node: { id: "x", type: "oracle", secret: 7 } }], KINDS);
    expect(after.cards["x"]).toMatchObject({ unknown: true, node: { secret: 7 } });
  });

  test("a removed key is gone, a missing object is made", () => {
    const after = applyChanges(VIEW, [
      { change: "set", node: "a", path: "stage", value: null },
      { change: "set", node: "a", path: "answer.kind", value: "cpf" },
    ]);
    expect(after.cards["a"]?.node).not.toHaveProperty("stage");
    expect(after.cards["a"]?.node["answer"]).toEqual({ kind: "cpf" });
  });

  test("translations come and go, also with their card", () => {
    const put = { change: "set_translation", language: "en", key: "a.text", value: "Hello" } as const;
    const after = applyChanges(VIEW, [put, { ...put, key: "b.text", value: "Bye" }]);
    expect(after.translations).toEqual({ en: { "a.text": "Hello", "b.text": "Bye" } });
    expect(applyChanges(after, [put])).toBe(after);
    expect(applyChanges(after, [{ ...put, value: null }]).translations).toEqual({ en: { "b.text": "Bye" } });
    expect(applyChanges(after, [{ change: "remove_node", id: "a" }]).translations).toEqual({ en: { "b.text": "Bye" } });
  });

  test("the view that went in is never changed", () => {
    const frozen = JSON.stringify(VIEW);
    applyChanges(VIEW, [
      { change: "remove_node", id: "a" },
      { change: "set", node: "b", path: "text", value: "x" },
      { change: "order_stages", ids: [] },
    ]);
    expect(JSON.stringify(VIEW)).toBe(frozen);
  });
});

describe("gestures on their way", () => {
  const move = operation(1, "move", { change: "place", id: "a", at: [8, 0] });
  const again = operation(2, "move", { change: "place", id: "a", at: [16, 0] });

  test("none: the server's own view", () => expect(replay(VIEW, [])).toBe(VIEW));

  test("are seen in their order", () => expect(replay(VIEW, [move, again]).layout["a"]).toEqual([16, 0]));

  test("are taken back and done again before the server knows of them", () => {
    expect(replay(VIEW, [move, again, operation(3, "undo")]).layout["a"]).toEqual([8, 0]);
    expect(replay(VIEW, [move, again, operation(3, "undo"), operation(4, "undo")])).toBe(VIEW);
    expect(replay(VIEW, [move, operation(2, "undo"), operation(3, "redo")]).layout["a"]).toEqual([8, 0]);
  });

  test("an undo of what the server has waits for its answer", () => {
    expect(replay(VIEW, [operation(1, "undo")])).toBe(VIEW);
  });
});
