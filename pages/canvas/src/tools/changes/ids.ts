/** New ids and names. */

import type { FlowView } from "../../model/types";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_LETTERS = 8;

/** Return a new opaque id such as "message_k3f9x2ab"; never one of those taken. */
export function newId(prefix: string, taken: (id: string) => boolean): string {
  const clean = prefix.toLowerCase().replace(/[^a-z0-9_-]/g, "").slice(0, 40) || "x";
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_LETTERS));
    const id = `${clean}_${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
    if (!taken(id)) return id;
  }
}

/** Return an id for a new card of a type. */
export function newCardId(view: FlowView, type: string): string {
  return newId(type, (id) => id in view.cards);
}

/** Return the name, with a number behind it when another card has it: "Mensagem 2". */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/ \d+$/, "");
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}

/** Return the names of all cards. */
export function namesIn(view: FlowView): Set<string> {
  return new Set(Object.values(view.cards).map((card) => card.node.name ?? ""));
}
