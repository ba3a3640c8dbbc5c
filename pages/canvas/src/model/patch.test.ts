import { expect, test } from "vitest";
import { patched } from "./patch";
import type { FlowView } from "./types";

const VIEW = {
  flow: { id: "f", name: "Fluxo", language: "pt-BR", languages: [] },
  cards: { a: { node: { id: "a", type: "end" } }, b: { node: { id: "b", type: "end" } } },
  edges: { "a/next": "b" },
  layout: { a: [0, 0] },
  stages: [],
  start: "a",
} as unknown as FlowView;

test("a patch adds, replaces and removes, and keeps the rest as it is", () => {
  const card = { node: { id: "c", type: "end" } } as unknown as FlowView["cards"][string];
  const after = patched(VIEW, { cards: { b: null, c: card }, edges: { "a/next": null } });
  expect(Object.keys(after.cards)).toEqual(["a", "c"]);
  expect(after.cards["a"]).toBe(VIEW.cards["a"]);
  expect(after.edges).toEqual({});
  expect(after.layout).toBe(VIEW.layout);
});

test("a start that is taken away is none", () => {
  expect(patched(VIEW, { start: null }).start).toBeNull();
});
