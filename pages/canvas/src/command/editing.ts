/** Actions that change cards and edges. */

import { outcomeY } from "../cards/geometry";
import { GRID } from "../layout/card";
import { tidyUp } from "../layout/tidy";
import { edgeEnds, edgeKey, type Point } from "../model/types";
import type { OutcomeRef } from "../store/state";
import { placeAfter } from "../tools/changes/adding";
import { deleteAndReconnectChanges, deleteChanges } from "../tools/changes/deleting";
import { moveChanges } from "../tools/changes/moving";
import type { Tools } from "../tools/context";
import { focusDrawing, focusSoon, showCard } from "../tools/focus";
import { copyTarget, cutTarget, duplicateTarget, pasteFromMenu } from "../clipboard/system";
import type { ActionId } from "../words";
import { type Action, hasEdge, hasNodes, hasOneNode } from "./action";
import type { Target } from "./target";

const FAR = 4;

function screenOf(tools: Tools, [x, y]: Point): Point {
  const point = tools.flow.flowToScreenPosition({ x, y });
  return [point.x, point.y];
}

/** Return the outcome that the next step belongs to: the chosen one, the first free one, the first. */
export function outcomeFor(tools: Tools, source: string): OutcomeRef | undefined {
  const { outcome, view } = tools.store.getState();
  if (outcome?.source === source) return outcome;
  const outcomes = view.cards[source]?.outcomes ?? [];
  const free = outcomes.find((one) => !(edgeKey(source, one.id) in view.edges)) ?? outcomes[0];
  return free && { source, outcome: free.id };
}

function addNext(tools: Tools, target: Target): void {
  const [source] = target.nodes;
  const state = tools.store.getState();
  const from = source === undefined ? undefined : outcomeFor(tools, source);
  if (source === undefined || !from) {
    const at = target.at ?? tools.middle();
    state.open({ name: "quickAdd", at, screen: target.screen ?? screenOf(tools, at) });
    return;
  }
  const at = placeAfter(state.view, source);
  const index = state.view.cards[source]!.outcomes.findIndex((one) => one.id === from.outcome);
  const [x, y] = state.view.layout[source] ?? [0, 0];
  const screen = screenOf(tools, [x + 256, y + outcomeY(index)]);
  state.open({ name: "quickAdd", at, screen, from });
}

function connect(tools: Tools, target: Target): void {
  const source = target.nodes[0]!;
  const { outcome, view, open } = tools.store.getState();
  const [x, y] = view.layout[source] ?? [0, 0];
  const screen = screenOf(tools, [x + 256, y]);
  const chosen = outcome?.source === source ? { outcome: outcome.outcome } : {};
  open({ name: "connect", source, ...chosen, screen });
}

function insertOnEdge(tools: Tools, target: Target): void {
  const edge = target.edge!;
  const { view, open } = tools.store.getState();
  const [from, to] = [view.layout[edgeEnds(edge).source], view.layout[view.edges[edge] ?? ""]];
  const at: Point = from && to ? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] : tools.middle();
  open({ name: "quickAdd", at, screen: target.screen ?? screenOf(tools, at), edge });
}

function neighbourOf(tools: Tools, ids: readonly string[]): string | undefined {
  const { view } = tools.store.getState();
  const before = Object.entries(view.edges).find(
    ([key, to]) => ids.includes(to) && !ids.includes(key.slice(0, key.indexOf("/"))),
  );
  return before?.[0].slice(0, before[0].indexOf("/"));
}

function remove(tools: Tools, target: Target, reconnect = false): boolean {
  const { view, perform, select } = tools.store.getState();
  if (target.nodes.length > 0) {
    const next = neighbourOf(tools, target.nodes);
    if (reconnect) perform("delete_and_reconnect", deleteAndReconnectChanges(view, target.nodes));
    else perform("delete", deleteChanges(view, target.nodes));
    select(next === undefined ? {} : { nodes: [next] });
    if (next === undefined) focusDrawing(tools);
    else focusSoon(tools, next);
    return true;
  }
  if (target.edge !== null) return disconnect(tools, target);
  if (target.note === null) return false;
  perform("note", [{ change: "remove_note", id: target.note }]);
  select({});
  return true;
}

function disconnect(tools: Tools, target: Target): boolean {
  if (target.edge === null) return false;
  tools.store.getState().perform("disconnect", [{ change: "remove_edge", ...edgeEnds(target.edge) }]);
  tools.store.getState().select({});
  return true;
}

function undo(tools: Tools): void {
  const { canUndo, waiting, undo: back, announce, undoLabel } = tools.store.getState();
  const words = tools.words().announce;
  if (!canUndo && waiting.length === 0) return announce(words.nothingToUndo);
  back();
  announce(words.undone(undoLabel ?? ""));
}

function redo(tools: Tools): void {
  const { canRedo, waiting, redo: forth, announce, redoLabel } = tools.store.getState();
  const words = tools.words().announce;
  const isUndone = waiting.some((operation) => operation.kind === "undo");
  if (!canRedo && !isUndone) return announce(words.nothingToRedo);
  forth();
  announce(words.redone(redoLabel ?? ""));
}

function editText(tools: Tools, target: Target): boolean {
  const { view, edit, ask } = tools.store.getState();
  if (target.note !== null) {
    tools.own.setState({ editedNote: target.note });
    return true;
  }
  const [node] = target.nodes;
  if (node === undefined) return false;
  if (view.cards[node]?.text_path) edit({ node, what: "text" });
  else ask("inspect", node);
  return true;
}

function moveNote(tools: Tools, id: string, dx: number, dy: number): void {
  const { view, perform } = tools.store.getState();
  const note = view.notes.find((one) => one.id === id);
  if (!note) return;
  const [x, y] = note.place ?? [0, 0];
  perform("note", [{ change: "put_note", note: { ...note, place: [x + dx, y + dy] } }]);
}

function move(x: number, y: number): Action {
  const [dx, dy] = [x * GRID, y * GRID];
  return {
    when: (_tools, { nodes, note }) => nodes.length > 0 || note !== null,
    run: (tools, { nodes, note }) => {
      if (nodes.length === 0 && note !== null) return moveNote(tools, note, dx, dy);
      const { view, perform } = tools.store.getState();
      perform("move", moveChanges(view, nodes, [dx, dy]));
      showCard(tools, nodes[0]!);
    },
  };
}

export const EDITING = {
  addNext: { run: addNext },
  connect: { when: hasOneNode, run: connect },
  editText: { when: (_tools, { nodes, note }) => nodes.length === 1 || note !== null, run: editText },
  rename: {
    when: hasOneNode,
    run: (tools, target) => tools.store.getState().edit({ node: target.nodes[0]!, what: "name" }),
  },
  undo: { run: undo },
  redo: { run: redo },
  copy: { when: (_tools, { nodes, note }) => nodes.length > 0 || note !== null, run: copyTarget },
  cut: { when: (_tools, { nodes, note }) => nodes.length > 0 || note !== null, run: cutTarget },
  paste: { run: pasteFromMenu },
  duplicate: { when: (_tools, { nodes, note }) => nodes.length > 0 || note !== null, run: duplicateTarget },
  delete: {
    when: (_tools, { nodes, edge, note }) => nodes.length > 0 || edge !== null || note !== null,
    run: (tools, target) => remove(tools, target),
  },
  deleteReconnect: { when: hasNodes, run: (tools, target) => remove(tools, target, true) },
  restore: {
    when: (tools) => tools.own.getState().deleted.length > 0,
    run: (tools) => tools.store.getState().open({ name: "restore" }),
  },
  disconnect: { when: hasEdge, run: disconnect },
  insertOnEdge: { when: hasEdge, run: insertOnEdge },
  moveLeft: move(-1, 0),
  moveRight: move(1, 0),
  moveUp: move(0, -1),
  moveDown: move(0, 1),
  moveLeftFar: move(-FAR, 0),
  moveRightFar: move(FAR, 0),
  moveUpFar: move(0, -FAR),
  moveDownFar: move(0, FAR),
  tidy: {
    when: (tools) => Object.keys(tools.view().cards).length > 0,
    run: (tools) => void tidyUp(tools),
  },
} satisfies Partial<Record<ActionId, Action>>;
