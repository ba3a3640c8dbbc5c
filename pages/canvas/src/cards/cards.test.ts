import { describe, expect, test } from "vitest";
import { smallFlow } from "../../dev/flows";
import { familyOf, LIGHT_COLORS } from "../theme/families";
import { luminance } from "../theme/theme";
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

  test("names kind, name, outcomes, what is not connected, and the stage", () => {
    expect(labelOf(flow, "ask_document", kinds, 0, wordsOf("pt-BR"))).toBe(
      "Pergunta: Pedir CPF ou CNPJ, 3 saídas, 1 sem ligação, etapa Triagem",
    );
    expect(labelOf(flow, "ask_document", kinds, 2, wordsOf("pt-BR"))).toContain("2 pendências");
    expect(labelOf(flow, "nobody", kinds, 0, wordsOf("pt-BR"))).toBe("");
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
