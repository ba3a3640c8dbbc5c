import { describe, expect, test } from "vitest";
import { gridFlow, smallFlow } from "../../dev/flows";
import { applyChanges } from "../model/replay";
import type { EdgeKey, FlowView } from "../model/types";
import { isLoose, mayConnect, splice } from "./changes";
import { dropChanges } from "./dragging";
import { edgesOf } from "./flowEdges";
import { nodesOf } from "./flowNodes";
import { cardsIn, nearestCard } from "./hot";
import { staysInside } from "./keyboard";
import { afterNodeChanges } from "./selecting";
import { centred, firstViewport, fitting, revealing } from "./viewport";

const FLOW = smallFlow();
const AREA = { width: 1400, height: 800 };

describe("React Flow's nodes", () => {
  const nodes = nodesOf(FLOW, []);

  test("have their size and handles without measuring", () => {
    const node = nodes.find((one) => one.id === "ask_document");
    expect(node).toMatchObject({ width: 240, height: 180, measured: { width: 240, height: 180 } });
    expect(node?.handles).toHaveLength(4);
    expect(nodes.find((one) => one.id === "start")?.handles?.every((handle) => handle.type === "source")).toBe(true);
  });

  test("are the very same when nothing changed", () => expect(nodesOf(FLOW, [], nodes)).toBe(nodes));

  test("are made again for the changed card only", () => {
    const moved = applyChanges(FLOW, [{ change: "place", id: "start", at: [0, 0] }]);
    const after = nodesOf(moved, ["greeting"], nodes);
    const fresh = after.filter((node) => !nodes.includes(node)).map((node) => node.id);
    expect(fresh.sort()).toEqual(["greeting", "start"]);
  });

  test("stay under the pointer while an answer arrives", () => {
    const dragged = nodes.map((node) => (node.id === "start" ? { ...node, dragging: true, position: { x: 7, y: 7 } } : node));
    const moved = applyChanges(FLOW, [{ change: "place", id: "start", at: [500, 0] }]);
    expect(nodesOf(moved, [], dragged).find((node) => node.id === "start")?.position).toEqual({ x: 7, y: 7 });
  });
});

describe("React Flow's edges", () => {
  const edges = edgesOf(FLOW, null);

  test("are the very same when nothing changed", () => expect(edgesOf(FLOW, null, edges)).toBe(edges));

  test("of cards that are gone are not drawn", () => {
    const broken = { ...FLOW, edges: { ...FLOW.edges, "start/next": "nowhere" } } as FlowView;
    expect(edgesOf(broken, null)).toHaveLength(edges.length - 1);
  });
});

describe("an edge", () => {
  const loose = applyChanges(FLOW, [{ change: "put_node", node: { id: "new", type: "message", name: "Nova" } }], {
    message: { type: "message", outcomes: [{ id: "next", label: "Seguir", required: true, falls_to: null }] } as never,
  });

  test("takes in a loose card", () => {
    expect(isLoose(loose, "new")).toBe(true);
    const after = applyChanges(loose, splice(loose, "new", "start/next"));
    expect(after.edges["start/next"]).toBe("new");
    expect(after.edges["new/next"]).toBe("greeting");
  });

  test("does not take in a connected card, nor one of its own ends", () => {
    expect(isLoose(loose, "greeting")).toBe(false);
    expect(splice(loose, "greeting", "start/next")).toEqual([]);
  });

  test("never leads to the start", () => {
    expect(mayConnect(FLOW, "greeting", "start")).toBe(false);
    expect(mayConnect(FLOW, "greeting", "greeting")).toBe(true);
    expect(mayConnect(FLOW, "greeting", "nowhere")).toBe(false);
  });
});

describe("dropping", () => {
  const lanes = { acionamento: { x: 0, width: 400, collapsed: false }, triagem: { x: 400, width: 400, collapsed: false } };
  const view = { ...FLOW, lanes } as FlowView;

  test("puts a card on the grid and into the stage of the column", () => {
    expect(dropChanges(view, [{ id: "start", position: { x: 451.7, y: 83 } }])).toEqual([
      { change: "place", id: "start", at: [448, 80] },
      { change: "set", node: "start", path: "stage", value: "triagem" },
    ]);
  });

  test("where it was changes nothing", () => {
    const [x, y] = FLOW.layout["start"] ?? [0, 0];
    expect(dropChanges(view, [{ id: "start", position: { x, y } }])).toEqual([]);
  });
});

describe("the view", () => {
  test("begins readable, with the start in it", () => {
    const first = firstViewport(FLOW, AREA);
    const [x, y] = FLOW.layout["start"] ?? [0, 0];
    expect(first.zoom).toBe(1);
    expect(x + first.x).toBeGreaterThan(0);
    expect(y + first.y).toBeLessThan(AREA.height);
  });

  test("fits a whole flow", () => {
    const { x, y, zoom } = fitting({ x: -100, y: 50, width: 4000, height: 900 }, AREA);
    expect([-100 * zoom + x, 3900 * zoom + x].map(Math.round)).toEqual([72, 1328]);
    expect(50 * zoom + y).toBeGreaterThan(0);
  });

  test("moves only as far as a card needs", () => {
    const near = { x: 0, y: 0, zoom: 1 };
    expect(revealing({ x: 100, y: 100, width: 240, height: 124 }, near, AREA)).toBeNull();
    expect(revealing({ x: 1400, y: 100, width: 240, height: 124 }, near, AREA)).toEqual({ x: -288, y: 0, zoom: 1 });
    expect(revealing({ x: -300, y: 100, width: 240, height: 124 }, near, AREA)).toEqual({ x: 348, y: 0, zoom: 1 });
  });

  test("puts a card in the middle of what no panel covers", () => {
    const free = { left: 212, top: 84, width: 788, height: 592 };
    const { x, y, zoom } = centred({ x: 40, y: 80, width: 240, height: 124 }, 0.2, free);
    expect(zoom).toBe(0.7);
    expect([160 * zoom + x, 142 * zoom + y]).toEqual([606, 380]);
  });
});

describe("very many cards", () => {
  const many = gridFlow(500);

  test("are found by the pointer", () => {
    expect(nearestCard(many, 120, 40, 10)).toBe("n0");
    expect(nearestCard(many, 250, 40, 10)).toBe("n0");
    expect(nearestCard(many, 300, 40, 10)).toBeNull();
  });

  test("are found by a box", () => {
    expect(cardsIn(many, { x: 200, y: 0, width: 200, height: 100 })).toEqual(["n0", "n1"]);
  });
});

describe("selection", () => {
  const none = { nodes: [], edge: "a/next" as EdgeKey, note: null };

  test("of a card lets the edge go", () => {
    expect(afterNodeChanges(none, [{ id: "a", type: "select", selected: true }])).toEqual({ nodes: ["a"], edge: null, note: null });
  });

  test("that says nothing new is none", () => {
    expect(afterNodeChanges(none, [{ id: "a", type: "select", selected: false }])).toBeNull();
    expect(afterNodeChanges(none, [{ id: "a", type: "position", position: { x: 0, y: 0 } }])).toBeNull();
  });
});

describe("keys that never reach the page", () => {
  const key = (name: string, path: unknown[] = [], ctrlKey = false) => ({
    key: name,
    ctrlKey,
    metaKey: false,
    composedPath: () => path as EventTarget[],
  });
  const field = [{ tagName: "TEXTAREA", getAttribute: () => null }];

  test.each(["r", "c", "a", "?", "1"])("the bare %s", (name) => expect(staysInside(key(name))).toBe(true));
  test.each(["r", "c", "Backspace", "Delete", "Enter"])("%s in a field", (name) =>
    expect(staysInside(key(name, field))).toBe(true));
  test.each(["Shift", "Control", "Meta", " ", "F5", "Tab"])("but %s does", (name) => expect(staysInside(key(name))).toBe(false));
  test("and so does Ctrl with a letter", () => expect(staysInside(key("r", [], true))).toBe(false));
});
