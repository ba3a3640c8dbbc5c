/** Goes from one result of the search to the next. */

import type { Tools } from "../tools/context";
import { centre } from "../gestures/going";
import { showBox } from "../tools/focus";
import { type Found, search } from "./searching";

/** Show a result: a card or a note in the middle of the canvas. */
function show(tools: Tools, found: Found): void {
  const { store, flow, root } = tools;
  const { select, view } = store.getState();
  if (found.kind === "card") {
    select({ nodes: [found.id] });
    return centre({ store, flow, root }, found.id);
  }
  select({ note: found.id });
  const note = view.notes.find((one) => one.id === found.id);
  const [[x, y], [width, height]] = [note?.place ?? [0, 0], note?.size ?? [240, 120]];
  showBox(tools, { x, y, width, height });
}

/** Show the next (1) or previous (-1) result of what was typed last; opens the field when nothing was. */
export function stepFind(tools: Tools, step: 1 | -1): void {
  const { typed, foundAt } = tools.own.getState();
  const found = search(tools.view(), typed);
  if (typed.trim() === "") return tools.store.getState().open({ name: "find" });
  const words = tools.words();
  if (found.length === 0) return tools.store.getState().announce(words.find.nothing);
  const index = (foundAt + step + found.length) % found.length;
  tools.own.setState({ foundAt: index });
  const result = found[index]!;
  show(tools, result);
  const card = tools.view().cards[result.id];
  const name = card?.node.name ?? words.note.edit;
  tools.store.getState().announce(words.announce.found(name, index + 1, found.length));
}
