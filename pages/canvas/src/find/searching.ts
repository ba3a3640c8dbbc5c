/** Searches the whole flow: names, texts, variables, options, ids, notes. */

import type { Card, FlowView, Json, Note } from "../model/types";
import { readingOrder } from "../layout/graph";
import { fold } from "./fold";

export interface Found {
  kind: "card" | "note";
  id: string;
}

const SKIPPED = new Set(["type", "stage", "color", "place", "size"]);
const known = new WeakMap<object, string>();

function* textsIn(value: Json | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number") yield String(value);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value))
      if (!SKIPPED.has(key)) yield* textsIn(inner as Json);
}

function textOf(thing: Card | Note): string {
  const kept = known.get(thing);
  if (kept !== undefined) return kept;
  const labels = "node" in thing ? (thing as Card).outcomes.map((outcome) => outcome.label) : [];
  const json = "node" in thing ? (thing as Card).node : thing;
  const text = fold([...textsIn(json as Json), ...labels].join("\n"));
  known.set(thing, text);
  return text;
}

/** Return what holds the typed text, cards in reading order, then notes. */
export function search(view: FlowView, typed: string): Found[] {
  const wanted = fold(typed.trim());
  if (wanted === "") return [];
  const cards = readingOrder(view)
    .filter((id) => textOf(view.cards[id]!).includes(wanted))
    .map((id): Found => ({ kind: "card", id }));
  const notes = view.notes
    .filter((note) => textOf(note).includes(wanted))
    .map((note): Found => ({ kind: "note", id: note.id }));
  return [...cards, ...notes];
}
