import { describe, expect, test } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import { applyChanges } from "../model/replay";
import { clipOf, readClip, type Clip } from "./format";
import { pasteChanges } from "./pasting";

const source = {
  ...viewOf(
    [
      cardOf("start", ["next"], { type: "start" }),
      cardOf("ask", ["answered"], { save_as: "cpf", stage: "triagem", name: "Pedir CPF" }),
      cardOf("say", ["next"], { text: "CPF: {{ cpf }}", name: "Dizer" }),
      cardOf("jump", [], { type: "goto", target: "ask" }),
    ],
    ["start/next>ask", "ask/answered>say", "say/next>jump"],
    {
      layout: { start: [0, 0], ask: [336, 0], say: [672, 0], jump: [1008, 0] },
      stages: [{ id: "triagem", name: "Triagem", color: "amber" }],
      variables: [{ name: "cpf", type: "text" }, { name: "other" }],
      notes: [{ id: "note", text: "Conferir", place: [336, 200] }],
      groups: [{ id: "g", name: "Pedido", nodes: ["ask", "say"] }],
    },
  ),
  translations: { en: { "ask.text": "What is your CPF?", "start.text": "no" } },
};

const other = viewOf([cardOf("ask", ["next"], { name: "Pedir CPF" })], [], {
  flow: { id: "other", name: "Outro", language: "pt-BR", languages: ["pt-BR", "en"] },
  layout: { ask: [0, 0] },
});

function carried(ids: readonly string[], notes: readonly string[] = []): Clip {
  const read = readClip(JSON.stringify(clipOf(source, ids, notes)));
  if ("refused" in read) throw new Error(read.refused);
  return read.clip;
}

describe("copying", () => {
  test("takes what the cards need and nothing else", () => {
    const clip = carried(["ask", "say"]);
    expect(clip.fluxo_clipboard).toBe(1);
    expect(clip.edges).toEqual([{ source: "ask", outcome: "answered", target: "say" }]);
    expect(clip.variables).toEqual([{ name: "cpf", type: "text" }]);
    expect(clip.stages.map((stage) => stage.id)).toEqual(["triagem"]);
    expect(clip.groups).toHaveLength(1);
    expect(clip.translations).toEqual({ en: { "ask.text": "What is your CPF?" } });
  });
});

describe("pasting in another flow", () => {
  const pasting = pasteChanges(other, carried(["ask", "say", "jump"], ["note"]), [800, 400]);
  const after = applyChanges(other, pasting.changes);
  const [ask, say, jump] = pasting.ids as [string, string, string];

  test("makes new ids and free names", () => {
    expect(pasting.ids.every((id) => !(id in other.cards))).toBe(true);
    expect(after.cards[ask]!.node.name).toBe("Pedir CPF 2");
    expect(after.cards.ask).toBe(other.cards.ask);
  });

  test("keeps edges inside and leads jumps to the copies", () => {
    expect(after.edges[`${ask}/next`] ?? pasting.changes).toBeTruthy();
    expect(pasting.changes).toContainEqual({
      change: "put_edge",
      source: ask,
      outcome: "answered",
      target: say,
    });
    expect(after.cards[jump]!.node.target).toBe(ask);
  });

  test("adds missing variables, stages, translations, notes and groups", () => {
    expect(after.variables).toEqual([{ name: "cpf", type: "text" }]);
    expect(after.stages.map((stage) => stage.name)).toEqual(["Triagem"]);
    expect(after.cards[ask]!.node.stage).toBe("triagem");
    expect(pasting.changes).toContainEqual({
      change: "set_translation",
      language: "en",
      key: `${ask}.text`,
      value: "What is your CPF?",
    });
    expect(after.notes[0]!.place).toEqual([800, 600]);
    expect(after.groups[0]!.nodes).toEqual([ask, say]);
  });

  test("puts the corner at the pointer", () => {
    expect(after.layout[ask]).toEqual([800, 400]);
    expect(after.layout[say]).toEqual([1136, 400]);
  });

  test("tells of a variable with another type and keeps the one that is here", () => {
    const numbers = { ...other, variables: [{ name: "cpf", type: "number" }] };
    const told = pasteChanges(numbers, carried(["ask"]), null);
    expect(told.otherType).toEqual(["cpf"]);
    expect(applyChanges(numbers, told.changes).variables).toEqual(numbers.variables);
  });
});

test("pasting where the cards were copied puts the copies beside them", () => {
  const pasting = pasteChanges(source, carried(["ask"]), null);
  const after = applyChanges(source, pasting.changes);
  expect(after.layout[pasting.ids[0]!]).toEqual([368, 32]);
  const again = pasteChanges(after, carried(["ask"]), null);
  expect(applyChanges(after, again.changes).layout[again.ids[0]!]).toEqual([400, 64]);
});

test("a second start is left out", () => {
  const pasting = pasteChanges(source, carried(["start", "ask"]), null);
  expect(pasting.leftOut).toBe(1);
  expect(pasting.ids).toHaveLength(1);
});

describe("what is no clip", () => {
  test.each([
    ["", "empty"],
    ["Olá", "notOurs"],
    ["{", "notOurs"],
    ["[1]", "notOurs"],
    ['{"fluxo_clipboard": "1"}', "notOurs"],
    ['{"fluxo_clipboard": 1, "nodes": "x"}', "notOurs"],
    ['{"fluxo_clipboard": 1, "nodes": [null, 3, {"id": 1}]}', "notOurs"],
    ['{"fluxo_clipboard": 9, "nodes": []}', "newer"],
  ])("%s is refused", (text, refused) => {
    expect(readClip(text)).toEqual({ refused });
  });

  test("broken parts are left out", () => {
    const read = readClip(
      '{"fluxo_clipboard": 1, "nodes": [{"id": "a", "type": "message"}, 7], "layout": {"a": ["x"]}, "edges": [{}], "groups": {}, "translations": [] }',
    );
    if ("refused" in read) throw new Error("refused");
    expect(pasteChanges(other, read.clip, [0, 0]).ids).toHaveLength(1);
  });
});
