// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { cardOf, viewOf } from "../layout/samples";
import type { CanvasData, NodeKind } from "../model/types";
import { ACTION_IDS, ACTIONS, PAGE_HAS } from "../shortcuts/table";
import { createCanvasStore } from "../store/store";
import type { Tools } from "../tools/context";
import { pointerOver, toolsStoreOf } from "../tools/state";
import { wordsOf } from "../words";
import { commandsOf, isPossible, offeredActions, runAction } from "./registry";
import { menuTarget, selectedTarget } from "./target";

const kind: NodeKind = {
  type: "message",
  family: "say",
  icon: "message",
  name: "Mensagem",
  description: "",
  template: { name: "Mensagem" },
  outcomes: [{ id: "next", label: "Seguir", required: true, falls_to: null }],
  text_path: "text",
  likely_next: [],
};

const view = viewOf(
  [cardOf("a", ["x", "y"], { stage: "s" }), cardOf("b"), cardOf("c")],
  ["a/x>b", "b/next>c"],
  {
    layout: { a: [0, 80], b: [336, 80], c: [672, 80] },
    stages: [{ id: "s", name: "Triagem" }],
    notes: [{ id: "n", text: "Olá", place: [0, 400] }],
    groups: [{ id: "g", name: "G", nodes: ["b"] }],
  },
);

function data(more: Partial<CanvasData> = {}): CanvasData {
  return {
    session: "s",
    view: 1,
    base: null,
    full: view,
    acknowledged: 0,
    client: null,
    problems: { c: [{ severity: "error", sentence: "Falta ligar.", code: "no_edge" }] },
    problems_view: 1,
    problem_counts: { errors: 1, warnings: 0 },
    catalogue: [kind],
    language: "pt-BR",
    read_only: false,
    saved_at: null,
    revision: 1,
    can_undo: true,
    can_redo: true,
    focus: null,
    ...more,
  };
}

function toolsFor(more: Partial<CanvasData> = {}): Tools {
  const store = createCanvasStore({ client: "c" });
  store.getState().receive(data(more), false);
  const point = ({ x, y }: { x: number; y: number }) => ({ x, y });
  const moved = vi.fn(async () => true);
  const flow = {
    flowToScreenPosition: point,
    screenToFlowPosition: point,
    getViewport: () => ({ x: 0, y: 0, zoom: 1 }),
    getZoom: () => 1,
    setViewport: moved,
    setCenter: moved,
    zoomTo: moved,
    zoomIn: moved,
    zoomOut: moved,
  } as unknown as Tools["flow"];
  return {
    store,
    flow,
    own: toolsStoreOf(store),
    words: () => wordsOf(store.getState().language),
    view: () => store.getState().view,
    root: () => null,
    drawing: () => null,
    area: () => ({ width: 1280, height: 700 }),
    pointer: () => pointerOver(store),
    middle: () => [600, 300],
  };
}

let tools: Tools;
beforeEach(() => {
  tools = toolsFor();
});
const state = () => tools.store.getState();
const kinds = () => state().waiting.map((operation) => operation.kind);

describe("every action", () => {
  const selections = [
    {},
    { nodes: ["a"] },
    { nodes: ["a", "b", "c"] },
    { edge: "a/x" as const },
    { note: "n" },
    { nodes: ["gone"] },
  ];

  test.each(ACTION_IDS)("%s does not fail, whatever is selected", (id) => {
    for (const selection of selections) {
      tools = toolsFor();
      state().select(selection);
      expect(() => runAction(tools, id)).not.toThrow();
    }
  });

  test("changes nothing when the flow is open for reading only", () => {
    tools = toolsFor({ read_only: true });
    state().select({ nodes: ["a", "b"] });
    for (const id of ACTION_IDS) runAction(tools, id);
    expect(kinds()).toEqual([]);
    expect(offeredActions(true).every((id) => !ACTIONS[id].changes)).toBe(true);
  });

  test("is a command of the canvas, unless the page lacks what it opens", () => {
    const ids = commandsOf(tools).map((command) => command.id);
    const missing = ACTION_IDS.filter((id) => !ids.includes(id));
    expect(missing).toEqual(
      ACTION_IDS.filter((id) => ACTIONS[id].needs === "simulator" && !PAGE_HAS.simulator),
    );
  });

  test("Ctrl+S says that the draft saves itself while there are no versions to name", () => {
    tools = toolsFor({ saved_at: "14:32" });
    commandsOf(tools).find((command) => command.id === "nameVersion")?.run();
    expect(state().said.sentence).toBe("Salvo às 14:32");
  });
});

describe("with cards selected", () => {
  test("deleting is one gesture and selects what came before", () => {
    state().select({ nodes: ["b"] });
    runAction(tools, "delete");
    expect(kinds()).toEqual(["delete"]);
    expect(state().selection.nodes).toEqual(["a"]);
  });

  test("deleting and reconnecting closes the gap", () => {
    state().select({ nodes: ["b"] });
    runAction(tools, "deleteReconnect");
    expect(state().view.edges["a/x"]).toBe("c");
  });

  test("duplicating selects the copies", () => {
    state().select({ nodes: ["b", "c"] });
    runAction(tools, "duplicate");
    expect(kinds()).toEqual(["duplicate"]);
    expect(Object.keys(state().view.cards)).toHaveLength(5);
    expect(state().selection.nodes).toHaveLength(2);
  });

  test("moving is a gesture each, in steps of 8 and 32", () => {
    state().select({ nodes: ["b"] });
    runAction(tools, "moveRight");
    runAction(tools, "moveDownFar");
    expect(state().view.layout.b).toEqual([344, 112]);
    expect(kinds()).toEqual(["move", "move"]);
  });

  test("arrows follow edges and choose outcomes", () => {
    state().select({ nodes: ["a"] });
    runAction(tools, "siblingDown");
    expect(state().outcome).toEqual({ source: "a", outcome: "x" });
    runAction(tools, "followNext");
    expect(state().selection.nodes).toEqual(["b"]);
    runAction(tools, "followPrevious");
    expect(state().selection.nodes).toEqual(["a"]);
    expect(state().outcome).toEqual({ source: "a", outcome: "x" });
  });

  test("the next step belongs to the first outcome that leads nowhere", () => {
    state().select({ nodes: ["a"] });
    runAction(tools, "addNext");
    expect(state().overlay).toMatchObject({ name: "quickAdd", from: { source: "a", outcome: "y" } });
  });

  test("a card without a text asks for the inspector instead", () => {
    tools = toolsFor({ full: { ...view, cards: { ...view.cards, c: { ...view.cards.c!, text_path: null } } } });
    state().select({ nodes: ["c"] });
    runAction(tools, "editText");
    expect(state().asked).toMatchObject({ what: "inspect", node: "c" });
  });

  test("F8 goes to the next problem and asks for the list", () => {
    runAction(tools, "nextProblem");
    expect(state().selection.nodes).toEqual(["c"]);
    expect(state().asked).toMatchObject({ what: "problems", node: "c" });
  });
});

describe("targets of menus", () => {
  test("are what was pressed, also when other things are selected", () => {
    state().select({ nodes: ["a"] });
    const target = menuTarget(state(), { kind: "lane", id: "s" }, [0, 0], [0, 0]);
    expect(isPossible(tools, "deleteStage", target)).toBe(true);
    expect(isPossible(tools, "delete", target)).toBe(false);
    runAction(tools, "deleteStage", target);
    expect(state().view.stages).toEqual([]);
  });

  test("are all selected cards when one of them was pressed", () => {
    state().select({ nodes: ["a", "b"] });
    const pressed = menuTarget(state(), { kind: "card", id: "b" }, [0, 0], [0, 0]);
    expect(pressed.nodes).toEqual(["a", "b"]);
    const other = menuTarget(state(), { kind: "card", id: "c" }, [0, 0], [0, 0]);
    expect(other.nodes).toEqual(["c"]);
  });

  test("know the group of the selected cards", () => {
    state().select({ nodes: ["b"] });
    expect(selectedTarget(state()).group).toBe("g");
    runAction(tools, "ungroup");
    expect(state().view.groups).toEqual([]);
  });
});
