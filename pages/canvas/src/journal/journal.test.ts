import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import type { Operation } from "../model/operations";
import { Journal, type Storage } from "./journal";
import { indexedStorage, keyedStorage, memoryStorage } from "./storages";

function operation(client: string, sequence: number): Operation {
  return { client, sequence, kind: "move", changes: [] };
}

function pocket() {
  const kept = new Map<string, string>();
  return {
    setItem: (name: string, value: string) => void kept.set(name, value),
    getItem: (name: string) => kept.get(name) ?? null,
    removeItem: (name: string) => void kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const place = pocket();
const STORAGES: Record<string, () => Storage> = {
  IndexedDB: () => indexedStorage(),
  localStorage: () => keyedStorage(() => place),
  memory: memoryStorage,
};

const broken: Storage = {
  put: () => Promise.reject(new Error("full")),
  all: () => Promise.reject(new Error("denied")),
  remove: () => Promise.reject(new Error("denied")),
};

describe.each(Object.entries(STORAGES))("the journal in %s", (_name, storage) => {
  test("gives back the gestures of earlier visits, in their order, and not the own ones", async () => {
    const journal = new Journal([storage()]);
    for (const [client, sequence] of [["old", 10], ["old", 2], ["older", 1], ["me", 1]] as const)
      await journal.keep("flow-a", operation(client, sequence));
    await journal.keep("flow-b", operation("elsewhere", 1));
    const earlier = await journal.earlier("flow-a", "me");
    expect(earlier.map((visit) => visit.client).sort()).toEqual(["old", "older"]);
    expect(earlier.find((visit) => visit.client === "old")?.operations.map((one) => one.sequence)).toEqual([2, 10]);
  });

  test("forgets what is confirmed, of that client only", async () => {
    const journal = new Journal([storage()]);
    for (const sequence of [1, 2, 3]) await journal.keep("flow-c", operation("x", sequence));
    await journal.keep("flow-c", operation("y", 1));
    await journal.forget("flow-c", "x", 2);
    const earlier = await journal.earlier("flow-c", "me");
    expect(earlier.map(({ client, operations }) => [client, operations.map((one) => one.sequence)])).toEqual([
      ["x", [3]],
      ["y", [1]],
    ]);
  });

  test("keeps flows apart whose names begin alike", async () => {
    const journal = new Journal([storage()]);
    await journal.keep("pedido", operation("p", 1));
    await journal.keep("pedido-2", operation("q", 1));
    expect((await journal.earlier("pedido", "me")).map((visit) => visit.client)).toEqual(["p"]);
  });
});

describe("a browser that keeps nothing", () => {
  test("falls back to the next storage", async () => {
    const memory = memoryStorage();
    const journal = new Journal([broken, memory]);
    await journal.keep("f", operation("old", 1));
    expect(await memory.all("f")).toHaveLength(1);
    expect(await journal.earlier("f", "me")).toHaveLength(1);
  });

  test("never fails a gesture", async () => {
    const journal = new Journal([broken]);
    await expect(journal.keep("f", operation("a", 1))).resolves.toBeUndefined();
    expect(await journal.earlier("f", "me")).toEqual([]);
    await expect(journal.forget("f", "a", 1)).resolves.toBeUndefined();
  });
});
