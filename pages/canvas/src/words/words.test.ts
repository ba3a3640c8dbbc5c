import { expect, test } from "vitest";
import { en } from "./en";
import { ptBR } from "./pt-BR";

/** Return each place of a word and what stands there: "text", or "function" with its arity. */
function shape(value: unknown, place = ""): string[] {
  if (typeof value === "function") return [`${place}: function`];
  if (typeof value !== "object" || value === null) return [`${place}: text`];
  return Object.entries(value).flatMap(([key, inner]) => shape(inner, `${place}.${key}`));
}

test("both languages have the same words", () => {
  expect(shape(en)).toEqual(shape(ptBR));
});

test("no word is empty", () => {
  const empty = (value: unknown): boolean =>
    typeof value === "string"
      ? value.trim() === ""
      : typeof value === "object" && value !== null && Object.values(value).some(empty);
  expect(empty(ptBR)).toBe(false);
  expect(empty(en)).toBe(false);
});

test("counts are said in singular and plural", () => {
  expect(ptBR.card.outcomes(1)).toBe("1 saída");
  expect(ptBR.card.outcomes(3)).toBe("3 saídas");
  expect(en.status.problems(1)).toBe("1 problem");
  expect(ptBR.find.count(2, 7)).toBe("2 de 7");
});

test("React Flow's own strings are translated", async () => {
  const { defaultAriaLabelConfig } = await import("@xyflow/system");
  expect(Object.keys(ptBR.flowAria).sort()).toEqual(Object.keys(defaultAriaLabelConfig).sort());
});
