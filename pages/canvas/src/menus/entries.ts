/** Which actions stand in which menu; null draws a line. */

import type { MenuTarget } from "../store/state";
import type { ActionId } from "../words";

export type Entry = ActionId | null;

export const MENUS: Readonly<Record<MenuTarget["kind"], readonly Entry[]>> = {
  card: [
    "addNext",
    "editText",
    "rename",
    "connect",
    "inspect",
    "simulateHere",
    null,
    "copy",
    "cut",
    "duplicate",
    null,
    "setStage",
    "group",
    "ungroup",
    null,
    "delete",
    "deleteReconnect",
  ],
  selection: [
    "copy",
    "cut",
    "duplicate",
    null,
    "setStage",
    "group",
    "ungroup",
    "fitSelection",
    null,
    "delete",
    "deleteReconnect",
  ],
  edge: ["insertOnEdge", "disconnect"],
  canvas: [
    "addNext",
    "paste",
    "addNote",
    "addStage",
    null,
    "undo",
    "redo",
    "restore",
    null,
    "selectAll",
    "find",
    "fitFlow",
    "tidy",
    null,
    "command",
    "help",
  ],
  lane: ["renameStage", "stageLeft", "stageRight", null, "addStage", "deleteStage"],
  note: ["editNote", "copy", "duplicate", null, "delete"],
  group: ["renameGroup", "fitSelection", null, "copy", "duplicate", null, "ungroup"],
};

/** Return the entries that make sense, without lines at the ends or beside each other. */
export function entriesOf(
  kind: MenuTarget["kind"],
  isPossible: (id: ActionId) => boolean,
): readonly Entry[] {
  const kept = MENUS[kind].filter((entry) => entry === null || isPossible(entry));
  return kept.filter((entry, index) => {
    if (entry !== null) return true;
    const before = kept.slice(0, index).some((one) => one !== null);
    return before && kept[index + 1] != null;
  });
}
