/** What lies in the system's clipboard: part of a flow as JSON text, good for any installation. */

import type {
  FlowView,
  Group,
  Json,
  JsonObject,
  NodeDocument,
  Note,
  Point,
  Stage,
  Translations,
  Variable,
} from "../model/types";

export const CLIPBOARD_VERSION = 1;
const MOST_CHARACTERS = 5 * 1024 * 1024;

export interface ClipboardEdge {
  source: string;
  outcome: string;
  target: string;
}

export interface Clip {
  fluxo_clipboard: number;
  flow: string;
  nodes: readonly NodeDocument[];
  edges: readonly ClipboardEdge[];
  layout: Readonly<Record<string, Point>>;
  notes: readonly Note[];
  groups: readonly Group[];
  stages: readonly Stage[];
  variables: readonly Variable[];
  translations: Translations;
}

function* stringsIn(value: Json | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const inner of Object.values(value)) yield* stringsIn(inner as Json);
}

/** Return the variables whose names stand anywhere in the nodes. */
export function variablesOf(nodes: readonly NodeDocument[], known: readonly Variable[]): Variable[] {
  const words = new Set<string>();
  for (const node of nodes)
    for (const text of stringsIn(node))
      for (const word of text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []) words.add(word);
  return known.filter((variable) => words.has(variable.name));
}

function translationsOf(ids: ReadonlySet<string>, all: Translations): Translations {
  const kept = Object.entries(all).map(
    ([language, texts]) =>
      [
        language,
        Object.fromEntries(
          Object.entries(texts).filter(([key]) => ids.has(key.slice(0, key.indexOf(".")))),
        ),
      ] as const,
  );
  return Object.fromEntries(kept.filter(([, texts]) => Object.keys(texts).length > 0));
}

/** Return cards and notes of a flow as one clip, with all that they need. */
export function clipOf(
  view: FlowView,
  ids: readonly string[],
  noteIds: readonly string[] = [],
): Clip {
  const nodes = ids.flatMap((id) => view.cards[id]?.node ?? []);
  const inside = new Set(nodes.map((node) => node.id));
  const stages = new Set(nodes.map((node) => node.stage));
  const edges = Object.entries(view.edges).flatMap(([key, target]): ClipboardEdge[] => {
    const slash = key.indexOf("/");
    const [source, outcome] = [key.slice(0, slash), key.slice(slash + 1)];
    return inside.has(source) && inside.has(target) ? [{ source, outcome, target }] : [];
  });
  return {
    fluxo_clipboard: CLIPBOARD_VERSION,
    flow: view.flow.id,
    nodes,
    edges,
    layout: Object.fromEntries(
      [...inside].flatMap((id) => (view.layout[id] ? [[id, view.layout[id]]] : [])),
    ),
    notes: view.notes.filter((note) => noteIds.includes(note.id)),
    groups: view.groups.filter(
      (group) => group.nodes.length > 0 && group.nodes.every((id) => inside.has(id)),
    ),
    stages: view.stages.filter((stage) => stages.has(stage.id)),
    variables: variablesOf(nodes, view.variables),
    translations: translationsOf(inside, view.translations),
  };
}

export type ReadClip = { clip: Clip } | { refused: "empty" | "notOurs" | "newer" };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function listOf<T>(value: unknown, isGood: (item: JsonObject) => boolean): T[] {
  return Array.isArray(value) ? (value.filter((item) => isObject(item) && isGood(item)) as T[]) : [];
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

function placesOf(value: unknown): Record<string, Point> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, at]) => Array.isArray(at) && at.length === 2 && at.every((part) => Number.isFinite(part)),
    ),
  ) as Record<string, Point>;
}

function checked(value: JsonObject): Clip {
  const translations = isObject(value.translations) ? value.translations : {};
  return {
    fluxo_clipboard: CLIPBOARD_VERSION,
    flow: typeof value.flow === "string" ? value.flow : "",
    nodes: listOf(value.nodes, (node) => isText(node.id) && isText(node.type)),
    edges: listOf(
      value.edges,
      (edge) => isText(edge.source) && isText(edge.outcome) && isText(edge.target),
    ),
    layout: placesOf(value.layout),
    notes: listOf(value.notes, (note) => isText(note.id)),
    groups: listOf(value.groups, (group) => isText(group.id) && Array.isArray(group.nodes)),
    stages: listOf(value.stages, (stage) => isText(stage.id) && isText(stage.name)),
    variables: listOf(value.variables, (variable) => isText(variable.name)),
    translations: Object.fromEntries(
      Object.entries(translations).filter(([, texts]) => isObject(texts)),
    ) as Translations,
  };
}

/** Read what was in the clipboard; anything may have been there. */
export function readClip(text: string): ReadClip {
  if (text.trim() === "") return { refused: "empty" };
  if (text.length > MOST_CHARACTERS || !text.trimStart().startsWith("{")) return { refused: "notOurs" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: "notOurs" };
  }
  if (!isObject(value) || typeof value.fluxo_clipboard !== "number") return { refused: "notOurs" };
  if (value.fluxo_clipboard > CLIPBOARD_VERSION) return { refused: "newer" };
  const clip = checked(value);
  return clip.nodes.length + clip.notes.length === 0 ? { refused: "notOurs" } : { clip };
}
