/** What a simulation or the tests have reached, as cards and wires show it. */
import { describe, expect, test } from "vitest";
import { cardClasses, edgeClasses, NO_PAINT, paintOf } from "./paint";

const RUN = { steps: { start: 1, ask: 2 }, taken: ["start/next"], here: "ask", values: { ask: ["name: Ana"] } } as const;
const UNTESTED = { nodes: ["bye"], outcomes: ["ask/timeout"] } as const;

describe("the paint of a drawing", () => {
  const paint = paintOf({ run: RUN, untested: UNTESTED }, NO_PAINT);

  test("shows the way of a conversation on cards and wires", () => {
    expect(cardClasses(paint, "start")).toBe("fx-visited");
    expect(cardClasses(paint, "ask")).toBe("fx-visited fx-here");
    expect(cardClasses(paint, "other")).toBe("");
    expect(edgeClasses(paint, "start/next")).toBe("fx-taken");
    expect(edgeClasses(paint, "ask/answered")).toBe("");
  });

  test("shows what no test comes to", () => {
    expect(cardClasses(paint, "bye")).toBe("fx-untested");
    expect(edgeClasses(paint, "ask/timeout")).toBe("fx-untested");
  });

  test("is the very same while the server says the same, so that nothing is drawn again", () => {
    expect(paintOf(structuredClone({ run: RUN, untested: UNTESTED }), paint)).toBe(paint);
    expect(paintOf({}, NO_PAINT)).toBe(NO_PAINT);
    expect(paintOf({ run: null, untested: null }, NO_PAINT)).toBe(NO_PAINT);
  });

  test("keeps the values of cards that a step did not change", () => {
    const values = { ask: ["name: Ana"], then: ["age: 7"] };
    const after = paintOf({ run: { ...RUN, values } }, paint);
    expect(after).not.toBe(paint);
    expect(after.values["ask"]).toBe(paint.values["ask"]);
  });

  test("is gone when the conversation is closed", () => expect(cardClasses(paintOf({}, paint), "ask")).toBe(""));
});
