import { expect, test } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import type { Change, OperationKind } from "../model/operations";
import { applyChanges } from "../model/replay";
import { ptBR } from "../words/pt-BR";
import { sentenceOf } from "./sentences";

const before = viewOf(
  [cardOf("a", ["sim"], { name: "Menu" }), cardOf("b", ["next"], { name: "Fim" })],
  [],
);

function said(kind: OperationKind, changes: readonly Change[]): string | null {
  const operation = { client: "c", sequence: 1, kind, changes };
  return sentenceOf(operation, before, applyChanges(before, changes), ptBR);
}

test("adding says after what", () => {
  const node = { id: "n", type: "message", name: "Olá" };
  const put: Change = { change: "put_node", node };
  const edge: Change = { change: "put_edge", source: "a", outcome: "sim", target: "n" };
  expect(said("add", [put])).toBe("Bloco Olá adicionado");
  expect(said("add", [put, edge])).toBe("Bloco Olá adicionado depois de Menu");
});

test("connecting says from where to where", () => {
  const edge: Change = { change: "put_edge", source: "a", outcome: "sim", target: "b" };
  expect(said("connect", [edge])).toBe("Ligação feita: Menu, sim, para Fim");
  expect(said("insert", [edge])).toBe("Ligação feita: Menu, sim, para Fim");
});

test("deleting says what, and how to take it back", () => {
  expect(said("delete", [{ change: "remove_node", id: "a" }])).toBe("Bloco Menu apagado. Ctrl+Z desfaz.");
  const both: Change[] = ["a", "b"].map((id) => ({ change: "remove_node", id }));
  expect(said("cut", both)).toBe("2 blocos apagados. Ctrl+Z desfaz.");
});

test("moving, tidying and grouping are said; texts are not", () => {
  expect(said("move", [{ change: "place", id: "a", at: [8, 8] }])).toBe("Bloco movido");
  expect(said("layout", [])).toBe("Blocos arrumados");
  expect(said("group", [{ change: "remove_group", id: "g" }])).toBe("Grupo desfeito");
  expect(said("set_text", [])).toBeNull();
});
