/** All actions with their keys, as the specification lists them; first key shown, others work too. */

import type { ActionId } from "../words";

export type Section = "edit" | "navigate" | "view" | "stages" | "test";

export interface ActionRow {
  readonly keys: readonly string[];
  readonly section: Section;
  /** Changes the flow: not offered when it is open for reading only. */
  readonly changes?: boolean;
  /** A part of the page that it opens: not offered before that part is there. */
  readonly needs?: "simulator" | "versions";
}

const edit = (...keys: string[]): ActionRow => ({ keys, section: "edit", changes: true });
const navigate = (...keys: string[]): ActionRow => ({ keys, section: "navigate" });
const view = (...keys: string[]): ActionRow => ({ keys, section: "view" });
const stages = (...keys: string[]): ActionRow => ({ keys, section: "stages", changes: true });
const simulate = (...keys: string[]): ActionRow => ({ keys, section: "test", needs: "simulator" });

export const ACTIONS: Readonly<Record<ActionId, ActionRow>> = {
  addNext: edit("A", "+"),
  connect: edit("L"),
  editText: edit("Enter"),
  rename: edit("F2"),
  undo: edit("Ctrl+Z"),
  redo: edit("Ctrl+Shift+Z", "Ctrl+Y"),
  copy: { keys: ["Ctrl+C"], section: "edit" },
  cut: edit("Ctrl+X"),
  paste: edit("Ctrl+V"),
  duplicate: edit("Ctrl+D"),
  delete: edit("Delete", "Backspace"),
  deleteReconnect: edit("Ctrl+Delete", "Ctrl+Backspace"),
  restore: edit(),
  disconnect: edit(),
  insertOnEdge: edit(),
  moveLeft: edit("Shift+ArrowLeft"),
  moveRight: edit("Shift+ArrowRight"),
  moveUp: edit("Shift+ArrowUp"),
  moveDown: edit("Shift+ArrowDown"),
  moveLeftFar: edit("Ctrl+Shift+ArrowLeft"),
  moveRightFar: edit("Ctrl+Shift+ArrowRight"),
  moveUpFar: edit("Ctrl+Shift+ArrowUp"),
  moveDownFar: edit("Ctrl+Shift+ArrowDown"),
  tidy: edit("Shift+Alt+L"),

  nextNode: navigate("Tab"),
  previousNode: navigate("Shift+Tab"),
  followNext: navigate("ArrowRight"),
  followPrevious: navigate("ArrowLeft"),
  siblingDown: navigate("ArrowDown"),
  siblingUp: navigate("ArrowUp"),
  escape: navigate("Escape"),
  selectAll: navigate("Ctrl+A"),
  find: navigate("Ctrl+F"),
  findNext: navigate("F3"),
  findPrevious: navigate("Shift+F3"),
  nextProblem: navigate("F8"),
  previousProblem: navigate("Shift+F8"),
  command: navigate("Ctrl+K"),
  openMenu: navigate("ContextMenu", "Shift+F10"),
  beside: navigate("F6"),
  inspect: navigate(),

  fitFlow: view("Home", "1"),
  fitSelection: view("2"),
  zoom100: view("0"),
  zoomIn: view("="),
  zoomOut: view("-"),
  minimap: view("M"),
  legend: view(),
  palette: view(),
  nextView: view("V"),
  previousView: view("Shift+V"),
  help: view("?"),

  addNote: stages("Shift+S"),
  editNote: stages(),
  group: stages("Ctrl+G"),
  ungroup: stages("Ctrl+Shift+G"),
  renameGroup: stages(),
  setStage: stages(),
  addStage: stages(),
  renameStage: stages(),
  stageLeft: stages(),
  stageRight: stages(),
  deleteStage: stages(),

  nameVersion: { keys: ["Ctrl+S"], section: "test", needs: "versions" },
  simulateStart: simulate("Ctrl+Enter"),
  simulateHere: simulate("Shift+Enter"),
};

/** Which parts the page has; nothing that leads to a missing one is shown. */
export const PAGE_HAS: Readonly<Record<NonNullable<ActionRow["needs"]>, boolean>> = {
  simulator: true,
  versions: false,
};

export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[];

/** What a person set instead: a key for an action, or "" for none. */
export type OwnKeys = Readonly<Partial<Record<string, string>>>;

/** Return the keys of an action, a person's own before the standard ones. */
export function keysOf(id: ActionId, own: OwnKeys = {}): readonly string[] {
  const mine = own[id];
  if (mine !== undefined) return mine === "" ? [] : [mine];
  const taken = new Set(Object.values(own));
  return ACTIONS[id].keys.filter((key) => !taken.has(key));
}

/** Return the action of a key, or null. */
export function actionOf(key: string, own: OwnKeys = {}): ActionId | null {
  return ACTION_IDS.find((id) => keysOf(id, own).includes(key)) ?? null;
}
