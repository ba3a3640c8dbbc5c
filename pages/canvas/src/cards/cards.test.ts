import { describe, expect, test } from "vitest";
import { smallFlow } from "../../dev/flows";
import { familyOf, LIGHT_COLORS } from "../theme/families";
import { luminance } from "../theme/theme";
import { NO_PAINT } from "../run/paint";
import { wordsOf } from "../words";
import { labelOf } from "./label";
import { partsOf } from "./parts";

describe("a text on a card", () => {
  test("shows variables as chips, without their filters", () => {
    expect(partsOf("Olá {{ contact.name | first_name }}, tudo bem?")).toEqual([
      { kind: "words", text: "Olá " },
      { kind: "variable", text: "contact.name" },
      { kind: "words", text: ", tudo bem?" },
    ]);
  });

  test("shows logic as dots", () => expect(partsOf("{% if a %}sim{% endif %}").map((part) => part.text)).toEqual(["…", "sim", "…"]));

  test("keeps what looks like HTML as words", () => {
    const hostile = "<img src=x onerror=alert(1)>";
    expect(partsOf(hostile)).toEqual([{ kind: "words", text: hostile }]);
  });

  test("ends with an unclosed variable as words", () => expect(partsOf("{{ cpf").at(-1)?.text).toBe("{{ cpf"));
});

describe("what a screen reader says", () => {
  const flow = smallFlow();
  const kinds = { question: { type: "question", family: "ask", name: "Pergunta" } as never };

  const said = (id: string, more: object = {}) =>
    labelOf({ view: flow, kinds, problems: {}, paint: NO_PAINT, ...more }, id, wordsOf("pt-BR"));

  test("names kind, name, outcomes, what is not connected, and the stage", () => {
    expect(said("ask_document")).toBe("Pergunta: Pedir CPF ou CNPJ, 3 saídas, 1 sem ligação, etapa Triagem");
    const problem = { severity: "warning", sentence: "Falta.", code: "x" } as const;
    expect(said("ask_document", { problems: { ask_document: [problem, problem] } })).toContain("2 pendências");
    expect(said("nobody")).toBe("");
  });

  test("says what a simulation came to, and where it waits", () => {
    const paint = { ...NO_PAINT, steps: { ask_document: 3 }, here: "ask_document" };
    expect(said("ask_document", { paint })).toContain("Passo 3 da simulação, a conversa está aqui");
    expect(said("start", { paint })).not.toContain("simulação");
  });
});

describe("families", () => {
  test("surveys have their own, strangers are unknown", () => {
    expect(familyOf("survey", {})).toBe("survey");
    expect(familyOf("oracle", {})).toBe("unknown");
  });

  test("white glyphs can be read on every colour", () => {
    for (const color of Object.values(LIGHT_COLORS)) expect(luminance(color)).toBeLessThan(0.5);
  });
});

describe("the page's theme", () => {
  test.each([
    ["#ffffff", 1],
    ["#000", 0],
    ["rgb(255, 255, 255)", 1],
    ["", null],
    ["red", null],
  ] as const)("%s is as bright as %s", (color, bright) => {
    const found = luminance(color);
    if (bright === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(bright);
  });
});
