/** Changes of pasting: new ids, what is missing is added, edges inside the clip are kept. */

import { boxAround, cardBox, snap } from "../layout/card";
import { boxesOf } from "../layout/free";
import type { Change } from "../model/operations";
import type { FlowView, Json, JsonObject, NodeDocument, Point } from "../model/types";
import { freeName, namesIn, newCardId, newId } from "../tools/changes/ids";
import { stageAt } from "../tools/changes/stages";
import type { Clip } from "./format";

export const MOST_CARDS = 2000;
const SHIFT = 32;

export interface Pasting {
  changes: Change[];
  /** The new cards. */
  ids: string[];
  notes: string[];
  /** Names of variables that exist here with another type. */
  otherType: string[];
  /** Cards left out because a flow has one start only. */
  leftOut: number;
}

const NODE_REFERENCES = new Set(["target", "node"]);

/** Return a value with references to copied cards leading to their copies. */
function rewired(value: Json, ids: ReadonlyMap<string, string>, key = ""): Json {
  if (typeof value === "string")
    return NODE_REFERENCES.has(key) ? (ids.get(value) ?? value) : value;
  if (Array.isArray(value)) return (value as Json[]).map((item) => rewired(item, ids, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, inner]) => [name, rewired(inner, ids, name)]),
  );
}

/** Return how far to move the clip so that its corner comes to a point and covers no card exactly. */
function shiftOf(view: FlowView, clip: Clip, at: Point | null): Point {
  const boxes = [
    ...clip.nodes.flatMap((node) => {
      const place = clip.layout[node.id];
      return place ? [cardBox(place, 1)] : [];
    }),
    ...clip.notes.map(({ place = [0, 0] }) => ({ x: place[0], y: place[1], width: 240, height: 120 })),
  ];
  const corner = boxAround(boxes) ?? { x: 0, y: 0 };
  let [x, y] = at ? [at[0] - corner.x, at[1] - corner.y] : [SHIFT, SHIFT];
  const taken = new Set(boxesOf(view).map((box) => `${box.x},${box.y}`));
  const hits = () => boxes.some((box) => taken.has(`${snap(box.x + x)},${snap(box.y + y)}`));
  while (hits()) [x, y] = [x + SHIFT, y + SHIFT];
  return [snap(x), snap(y)];
}

function copiesOf(view: FlowView, clip: Clip): { nodes: readonly NodeDocument[]; ids: Map<string, string> } {
  const hasStart = Object.values(view.cards).some((card) => card.node.type === "start");
  const nodes = clip.nodes.filter((node, index) => {
    if (node.type !== "start") return true;
    return !hasStart && clip.nodes.findIndex((other) => other.type === "start") === index;
  });
  return { nodes, ids: new Map(nodes.map((node) => [node.id, newCardId(view, node.type)])) };
}

function stagesOf(view: FlowView, clip: Clip): { changes: Change[]; ids: Map<string, string> } {
  const ids = new Map<string, string>();
  const changes: Change[] = [];
  for (const stage of clip.stages) {
    const same =
      view.stages.find((known) => known.id === stage.id) ??
      view.stages.find((known) => known.name === stage.name);
    ids.set(stage.id, same?.id ?? stage.id);
    if (!same) changes.push({ change: "put_stage", stage });
  }
  return { changes, ids };
}

function variablesOf(view: FlowView, clip: Clip): { changes: Change[]; otherType: string[] } {
  const changes: Change[] = [];
  const otherType: string[] = [];
  for (const variable of clip.variables) {
    const known = view.variables.find((one) => one.name === variable.name);
    if (!known) changes.push({ change: "put_variable", variable });
    else if ((known.type ?? "text") !== (variable.type ?? "text")) otherType.push(variable.name);
  }
  return { changes, otherType };
}

function translationChanges(view: FlowView, clip: Clip, ids: ReadonlyMap<string, string>): Change[] {
  return Object.entries(clip.translations)
    .filter(([language]) => view.flow.languages.includes(language))
    .flatMap(([language, texts]) =>
      Object.entries(texts).flatMap(([key, value]): Change[] => {
        const dot = key.indexOf(".");
        const id = ids.get(key.slice(0, dot));
        if (id === undefined || typeof value !== "string") return [];
        return [{ change: "set_translation", language, key: id + key.slice(dot), value }];
      }),
    );
}

function nodeChanges(
  view: FlowView,
  clip: Clip,
  nodes: readonly NodeDocument[],
  ids: ReadonlyMap<string, string>,
  stages: ReadonlyMap<string, string>,
  [dx, dy]: Point,
): Change[] {
  const names = namesIn(view);
  return nodes.flatMap((node, index): Change[] => {
    const id = ids.get(node.id)!;
    const name = freeName(node.name ?? node.type, names);
    names.add(name);
    const [x, y] = clip.layout[node.id] ?? [index * SHIFT, index * SHIFT];
    const at = [snap(x + dx), snap(y + dy)] as const;
    const stage = stageAt(view, at[0] + 120) ?? stages.get(node.stage ?? "") ?? null;
    const { stage: _stage, ...rest } = rewired(node, ids) as NodeDocument;
    const copy = { ...rest, id, name, ...(stage === null ? {} : { stage }) } as NodeDocument;
    return [
      { change: "put_node", node: copy },
      { change: "place", id, at },
    ];
  });
}

/** Return the changes that paste a clip with its corner at a point, or a little beside the original. */
export function pasteChanges(view: FlowView, clip: Clip, at: Point | null): Pasting {
  const { nodes, ids } = copiesOf(view, clip);
  const shift = shiftOf(view, clip, at);
  const stages = stagesOf(view, clip);
  const variables = variablesOf(view, clip);
  const edges = clip.edges.flatMap(({ source, outcome, target }): Change[] => {
    const [from, to] = [ids.get(source), ids.get(target)];
    return from && to ? [{ change: "put_edge", source: from, outcome, target: to }] : [];
  });
  const notes = clip.notes.map((note) => {
    const [x, y] = note.place ?? [0, 0];
    const id = newId("note", (taken) => view.notes.some((known) => known.id === taken));
    return { ...note, id, place: [snap(x + shift[0]), snap(y + shift[1])] as const };
  });
  const groups = clip.groups.map((group): Change => {
    const id = newId("group", (taken) => view.groups.some((known) => known.id === taken));
    const inside = group.nodes.flatMap((node) => ids.get(node) ?? []);
    return { change: "put_group", group: { id, name: String(group.name ?? ""), nodes: inside } };
  });
  return {
    ids: [...ids.values()],
    notes: notes.map((note) => note.id),
    otherType: variables.otherType,
    leftOut: clip.nodes.length - nodes.length,
    changes: [
      ...stages.changes,
      ...variables.changes,
      ...nodeChanges(view, clip, nodes, ids, stages.ids, shift),
      ...edges,
      ...translationChanges(view, clip, ids),
      ...notes.map((note): Change => ({ change: "put_note", note })),
      ...groups,
    ],
  };
}
