import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Gestures, Operation } from "../model/operations";
import type { CanvasData, FlowView } from "../model/types";
import { Correspondence, savingAfter } from "./correspondence";
import { Journal } from "./journal";
import { memoryStorage } from "./storages";

const VIEW: FlowView = {
  flow: { id: "f", name: "Fluxo", language: "pt-BR", languages: ["pt-BR"] },
  cards: { a: { node: { id: "a", type: "end", name: "Fim" }, outcomes: [], text_path: null, summary: "" } },
  edges: {},
  layout: { a: [0, 0] },
  stages: [],
  lanes: {},
  notes: [],
  groups: [],
  variables: [],
  translations: {},
  start: null,
  error_route: null,
};

function data(more: Partial<CanvasData> = {}): CanvasData {
  return {
    session: "s1",
    view: 1,
    base: null,
    full: VIEW,
    catalogue: [],
    acknowledged: 0,
    client: null,
    problems: {},
    problems_view: 1,
    problem_counts: { errors: 0, warnings: 0 },
    language: "pt-BR",
    read_only: false,
    saved_at: null,
    revision: 1,
    can_undo: false,
    can_redo: false,
    focus: null,
    ...more,
  };
}

const atOnce = (then: () => void): void => then();

function opened(journal = new Journal([memoryStorage()]), client = "me", soon = atOnce) {
  const told: { name: string; value: unknown }[] = [];
  const send = (name: string, value: unknown): void => void told.push({ name, value });
  const visit = new Correspondence(send, { journal, client, soon });
  const gestures = (): Gestures[] => told.filter((one) => one.name === "gestures").map((one) => one.value as Gestures);
  return { visit, told, gestures, take: (more: Partial<CanvasData> = {}) => visit.receive(data(more), false, send) };
}

const patch = (view: number, base: number, more: Partial<CanvasData> = {}): Partial<CanvasData> => ({
  view,
  base,
  full: null,
  patch: {},
  catalogue: null,
  client: "me",
  ...more,
});

const move = (x: number) => [{ change: "place", id: "a", at: [x, 0] } as const];
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("gestures", () => {
  test("made in one frame are sent together, and before what is asked of the page", async () => {
    const waiting: (() => void)[] = [];
    const { visit, told, gestures, take } = opened(undefined, "me", (then) => void waiting.push(then));
    take();
    await settled();
    const before = gestures().length;
    visit.store.getState().perform("move", move(8));
    visit.store.getState().perform("move", move(16));
    expect(gestures()).toHaveLength(before);
    visit.store.getState().ask("simulate");
    expect(told.slice(-2).map((one) => one.name)).toEqual(["gestures", "asked"]);
    expect(gestures().at(-1)?.operations).toHaveLength(2);
    for (const then of waiting) then();
    expect(gestures()).toHaveLength(before + 1);
  });

  test("are shown at once and sent as the whole list that is not confirmed", async () => {
    const { visit, gestures, take } = opened();
    take();
    await settled();
    visit.store.getState().perform("move", move(8));
    visit.store.getState().perform("move", move(16));
    expect(visit.store.getState().view.layout["a"]).toEqual([16, 0]);
    expect(gestures().at(-1)).toMatchObject({ client: "me", session: "s1", held: 1 });
    expect(gestures().at(-1)?.operations.map((one) => one.sequence)).toEqual([1, 2]);
    visit.close();
  });

  test("stay shown while an older answer arrives, and end with their confirmation", async () => {
    const { visit, take } = opened();
    take();
    await settled();
    visit.store.getState().perform("move", move(8));
    visit.store.getState().perform("move", move(16));
    take(patch(2, 1, { patch: { layout: { a: [8, 0] } }, acknowledged: 1 }));
    expect(visit.store.getState().view.layout["a"]).toEqual([16, 0]);
    expect(visit.store.getState().waiting.map((one) => one.sequence)).toEqual([2]);
    take(patch(3, 2, { patch: { layout: { a: [16, 0] } }, acknowledged: 2 }));
    expect(visit.store.getState().waiting).toEqual([]);
    visit.close();
  });

  test("are sent again until they are confirmed, less and less often", async () => {
    const { visit, gestures, take } = opened();
    take();
    await settled();
    visit.store.getState().perform("move", move(8));
    const before = gestures().length;
    await vi.advanceTimersByTimeAsync(3_500);
    expect(gestures().length).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(gestures().length).toBeLessThan(before + 8);
    visit.close();
  });

  test("are not made in a flow that is open for reading", async () => {
    const { visit, gestures, take } = opened();
    take({ read_only: true });
    await settled();
    visit.store.getState().perform("move", move(8));
    visit.store.getState().undo();
    expect(visit.store.getState().view.layout["a"]).toEqual([0, 0]);
    expect(gestures().flatMap((one) => one.operations)).toEqual([]);
    visit.close();
  });
});

describe("a patch", () => {
  test("may lead from any view that was told", async () => {
    const { visit, take } = opened();
    take();
    take(patch(2, 1, { patch: { layout: { a: [8, 0] } } }));
    take(patch(3, 1, { patch: { layout: { a: [24, 0] } } }));
    expect(visit.store.getState().view.layout["a"]).toEqual([24, 0]);
    visit.close();
  });

  test("from a view that this browser never held is answered with: send everything", async () => {
    const { visit, gestures, take } = opened();
    take();
    await settled();
    take(patch(9, 8));
    expect(gestures().at(-1)?.held).toBe(0);
    expect(visit.store.getState().serverView).toBe(1);
    visit.close();
  });
});

describe("a restarted server", () => {
  test("is told everything that it may not know", async () => {
    const { visit, gestures, take } = opened();
    take();
    await settled();
    visit.store.getState().perform("move", move(8));
    take({ session: "s2", view: 1, client: null });
    expect(gestures().at(-1)?.operations).toHaveLength(1);
    expect(visit.store.getState().view.layout["a"]).toEqual([8, 0]);
    visit.close();
  });
});

describe("an earlier visit", () => {
  const lost: Operation = { client: "old", sequence: 4, kind: "move", changes: move(80) };

  test("is shown and sent first, under its own name", async () => {
    const journal = new Journal([memoryStorage()]);
    await journal.keep("f", lost);
    const { visit, gestures, take } = opened(journal);
    take();
    await settled();
    expect(visit.store.getState().view.layout["a"]).toEqual([80, 0]);
    visit.store.getState().perform("move", move(88));
    expect(gestures().at(-1)).toMatchObject({ client: "old", operations: [lost] });
    take(patch(2, 1, { client: "old", acknowledged: 4, patch: { layout: { a: [80, 0] } } }));
    expect(gestures().at(-1)).toMatchObject({ client: "me" });
    expect(gestures().at(-1)?.operations).toHaveLength(1);
    await settled();
    expect(await journal.earlier("f", "me")).toEqual([]);
    visit.close();
  });

  test("comes before what is done while the journal is still being read", async () => {
    const journal = new Journal([memoryStorage()]);
    await journal.keep("f", lost);
    const { visit, gestures, take } = opened(journal);
    take();
    visit.store.getState().undo();
    expect(gestures()).toEqual([]);
    await settled();
    expect(gestures().map((one) => one.client)).toEqual(["old"]);
    take(patch(2, 1, { client: "old", acknowledged: 4, patch: { layout: { a: [80, 0] } } }));
    expect(gestures().at(-1)).toMatchObject({ client: "me", operations: [{ kind: "undo" }] });
    visit.close();
  });

  test("holds nothing up when the journal cannot be read", async () => {
    const never = { ...memoryStorage(), all: () => new Promise<never>(() => undefined) };
    const { visit, gestures, take } = opened(new Journal([never]));
    take();
    visit.store.getState().perform("move", move(8));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(gestures().at(-1)?.operations).toHaveLength(1);
    visit.close();
  });

  test("finds what this one could not save", async () => {
    const journal = new Journal([memoryStorage()]);
    const first = opened(journal, "first");
    first.take();
    await settled();
    first.visit.store.getState().perform("move", move(8));
    first.visit.close();
    const second = opened(journal, "second");
    second.take();
    await settled();
    expect(second.visit.store.getState().view.layout["a"]).toEqual([8, 0]);
    second.visit.close();
  });
});

describe("the selection", () => {
  test("of a click is sent when the click has ended, without resting", async () => {
    const { visit, told, take } = opened();
    take();
    await settled();
    const sent = () => told.filter((one) => one.name === "selection").length;
    const before = sent();
    visit.store.getState().select({ nodes: ["a"] });
    expect(sent()).toBe(before);
    visit.settle();
    visit.settle();
    expect(sent()).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent()).toBe(before + 1);
  });

  test("is told when it rests, and not while a card is dragged", async () => {
    const { visit, told, take } = opened();
    take();
    await settled();
    const { select, setDragging } = visit.store.getState();
    select({ nodes: ["a"] });
    setDragging(true);
    await vi.advanceTimersByTimeAsync(200);
    const during = told.filter((one) => one.name === "selection").length;
    setDragging(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(told.filter((one) => one.name === "selection").at(-1)?.value).toMatchObject({ nodes: ["a"] });
    expect(during).toBe(0);
    visit.close();
  });
});

test.each([
  [0, true, "quiet"],
  [999, true, "quiet"],
  [1_000, true, "saving"],
  [5_000, true, "offline"],
  [0, false, "offline"],
] as const)("after %i ms (network: %s) the line is %s", (waited, online, line) => {
  expect(savingAfter(waited, online)).toBe(line);
});
