import { expect, test } from "vitest";
import { ACTIONS } from "../shortcuts/table";
import { entriesOf, MENUS } from "./entries";

test("every entry of every menu is an action, once", () => {
  for (const entries of Object.values(MENUS)) {
    const ids = entries.filter((entry) => entry !== null);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(ACTIONS).toHaveProperty(id);
  }
});

test("lines stand between groups only", () => {
  expect(entriesOf("card", () => false)).toEqual([]);
  expect(entriesOf("card", (id) => id === "delete")).toEqual(["delete"]);
  expect(entriesOf("card", (id) => id === "copy" || id === "delete")).toEqual([
    "copy",
    null,
    "delete",
  ]);
});
