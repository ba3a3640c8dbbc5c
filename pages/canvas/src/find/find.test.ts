import { expect, test } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import { filtered, fold, matches } from "./fold";
import { search } from "./searching";

const view = viewOf(
  [
    cardOf("a1", ["next"], { name: "Saudação", text: "Olá {{ contact.name }}" }),
    cardOf("b2", ["sim", "nao"], { name: "Boleto", options: [{ id: "sim", label: "Às vezes" }] }),
    cardOf("c3", ["next"], { name: "Fim", save_as: "cpf_do_cliente" }),
  ],
  ["a1/next>c3"],
  { notes: [{ id: "n", text: "Conferir o BOLETO com a área" }] },
);

const ids = (typed: string) => search(view, typed).map((found) => found.id);

test("accents and case do not matter", () => {
  expect(fold("Saudação")).toBe("saudacao");
  expect(ids("SAUDACAO")).toEqual(["a1"]);
  expect(ids("as vezes")).toEqual(["b2"]);
});

test("names, variables, ids, options and notes are found", () => {
  expect(ids("contact.name")).toEqual(["a1"]);
  expect(ids("cpf_do")).toEqual(["c3"]);
  expect(ids("b2")).toEqual(["b2"]);
  expect(ids("boleto")).toEqual(["b2", "n"]);
});

test("cards come in reading order", () => {
  expect(ids("texto de")).toEqual(["c3", "b2"]);
  expect(ids("next")).toEqual(["a1", "c3"]);
});

test("nothing typed finds nothing", () => {
  expect(ids("  ")).toEqual([]);
});

test("a list is filtered by words in any order, names that begin with them first", () => {
  const items = ["Nova pergunta", "Pergunta", "Mensagem"];
  expect(filtered(items, "perg", (item) => [item])).toEqual(["Pergunta", "Nova pergunta"]);
  expect(filtered(items, "", (item) => [item])).toEqual(items);
  expect(matches("Atendente humano", "humano atend")).toBe(true);
});
