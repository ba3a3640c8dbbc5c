/** A card from a node's JSON: what the browser shows before the server has answered. */
import type { Card, Json, JsonObject, NodeDocument, NodeKind, Outcome } from "./types";

export type Kinds = Readonly<Record<string, NodeKind>>;

const LISTS_OF_OUTCOMES = ["options", "branches", "labels", "segments"] as const;

/** The value at a dotted path ("options.0.label"), or undefined. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as JsonObject)[key];
  }
  return found;
}

/** A copy with another value at a dotted path; null removes the key. Missing objects are made. */
export function withValue(value: Json | undefined, path: string, wanted: Json): Json {
  const [key = "", ...rest] = path.split(".");
  if (Array.isArray(value)) return withItem(value, key, rest, wanted);
  const object = typeof value === "object" && value !== null ? (value as JsonObject) : {};
  if (rest.length > 0) return { ...object, [key]: withValue(object[key], rest.join("."), wanted) };
  if (wanted !== null) return { ...object, [key]: wanted };
  const { [key]: _removed, ...others } = object;
  return others;
}

function withItem(list: readonly Json[], key: string, rest: string[], wanted: Json): Json {
  const index = Number(key);
  if (!Number.isInteger(index) || index < 0 || index > list.length) return list;
  if (rest.length > 0) return replaced(list, index, withValue(list[index], rest.join("."), wanted));
  return wanted === null ? list.filter((_, place) => place !== index) : replaced(list, index, wanted);
}

function replaced(list: readonly Json[], index: number, wanted: Json): Json {
  const copy = [...list];
  copy[index] = wanted;
  return copy;
}

/** The card of a node; what the server said of it before is kept where the browser knows no better. */
export function cardOf(node: NodeDocument, kinds: Kinds, before?: Card): Card {
  const kind = kinds[node.type];
  const text_path = before?.text_path ?? kind?.text_path ?? null;
  const known = kind !== undefined || before !== undefined;
  return {
    node,
    outcomes: outcomesOf(node, kind, before),
    text_path,
    summary: summaryOf(node, text_path, before),
    ...(before?.unknown || !known ? { unknown: true } : {}),
  };
}

function summaryOf(node: NodeDocument, textPath: string | null, before?: Card): string {
  const text = textPath === null ? undefined : valueAt(node, textPath);
  return typeof text === "string" ? text : (before?.summary ?? "");
}

function outcomesOf(node: NodeDocument, kind: NodeKind | undefined, before?: Card): readonly Outcome[] {
  const listed = listedOutcomes(node);
  const fixed = before?.outcomes ?? kind?.outcomes ?? [];
  if (listed.length === 0) return fixed;
  const old = listedIds(before?.node ?? kind?.template);
  const others = fixed.filter((outcome) => !old.has(outcome.id) && !listed.some((one) => one.id === outcome.id));
  return [...listed, ...others];
}

function listedOutcomes(node: NodeDocument): Outcome[] {
  const items = LISTS_OF_OUTCOMES.flatMap((name) => itemsOf(node, name));
  return items.map((item) => ({ id: item.id, label: item.label, required: true, falls_to: null }));
}

function listedIds(node: JsonObject | undefined): Set<string> {
  return new Set(LISTS_OF_OUTCOMES.flatMap((name) => itemsOf(node, name).map((item) => item.id)));
}

function itemsOf(node: JsonObject | undefined, name: string): { id: string; label: string }[] {
  const list = node?.[name];
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).flatMap((item) => {
    const id = valueAt(item, "id");
    const label = valueAt(item, "label") ?? valueAt(item, "name");
    return typeof id === "string" ? [{ id, label: typeof label === "string" ? label : id }] : [];
  });
}
