/** All actions by name, for menus, palette, keyboard and help. */

import { ACTION_IDS, ACTIONS, PAGE_HAS } from "../shortcuts/table";
import type { Command } from "../store/commands";
import type { Tools } from "../tools/context";
import { showNotice } from "../tools/state";
import type { ActionId } from "../words";
import type { Action } from "./action";
import { ARRANGING } from "./arranging";
import { EDITING } from "./editing";
import { NAVIGATING, VIEWING } from "./navigating";
import { selectedTarget, type Target } from "./target";

export const RUNS: Readonly<Record<ActionId, Action>> = {
  ...EDITING,
  ...NAVIGATING,
  ...VIEWING,
  ...ARRANGING,
};

function isThere(id: ActionId): boolean {
  const { needs } = ACTIONS[id];
  return needs === undefined || PAGE_HAS[needs];
}

/** Return the actions that this canvas offers at all. */
export function offeredActions(readOnly: boolean): ActionId[] {
  return ACTION_IDS.filter(
    (id) => isThere(id) && !(readOnly && ACTIONS[id].changes),
  );
}

/** Say whether an action makes sense for a target. */
export function isPossible(tools: Tools, id: ActionId, target: Target): boolean {
  if (!offeredActions(tools.store.getState().readOnly).includes(id)) return false;
  return RUNS[id].when?.(tools, target) !== false;
}

/** Do an action to a target; false when it makes no sense or did nothing. */
export function runAction(tools: Tools, id: ActionId, target?: Target): boolean {
  const wanted = target ?? selectedTarget(tools.store.getState());
  if (!isPossible(tools, id, wanted)) return false;
  return RUNS[id].run(tools, wanted) !== false;
}

const CLIPBOARD: ReadonlySet<ActionId> = new Set(["copy", "cut", "paste"]);

/** Whether the browser's own clipboard event does the work: it asks for no permission. */
function isLeftToBrowser(tools: Tools, id: ActionId): boolean {
  return CLIPBOARD.has(id) && tools.store.getState().preferences.keys[id] === undefined;
}

/** Say when the draft was saved, where a person presses "save" and no version can be named yet. */
function saySaved(tools: Tools): void {
  const { savedAt, waiting } = tools.store.getState();
  const words = tools.words().status;
  const isSaved = savedAt !== null && waiting.length === 0;
  showNotice(tools.store, isSaved ? words.saved(savedAt) : words.saving);
}

/** Return the actions as commands of the canvas, done to what is selected. */
export function commandsOf(tools: Tools): Command[] {
  const commands = offeredActions(false).map((id): Command => ({
    id,
    enabled: () => isPossible(tools, id, selectedTarget(tools.store.getState())),
    run: () => !isLeftToBrowser(tools, id) && runAction(tools, id),
  }));
  if (PAGE_HAS.versions) return commands;
  return [...commands, { id: "nameVersion", run: () => saySaved(tools) }];
}
