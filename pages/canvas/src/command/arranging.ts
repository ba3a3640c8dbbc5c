/** Actions on stages, notes and groups, and those that ask the page for something. */

import { snap } from "../layout/card";
import type { Point } from "../model/types";
import { groupChanges, ungroupChanges } from "../tools/changes/grouping";
import { newId } from "../tools/changes/ids";
import { addStageChanges, moveStageChanges } from "../tools/changes/stages";
import { lanesOf } from "../lanes/lanes";
import type { Tools } from "../tools/context";
import { showColumn } from "../tools/focus";
import type { ActionId } from "../words";
import { type Action, hasLane, hasNodes, hasOneNode, type When } from "./action";
import type { Target } from "./target";

export const NOTE_SIZE: Point = [240, 120];

function pointerPlace(tools: Tools, target: Target): Point {
  if (target.at) return target.at;
  const pointer = tools.pointer();
  if (!pointer) return tools.middle();
  const { x, y } = tools.flow.screenToFlowPosition({ x: pointer[0], y: pointer[1] });
  return [x, y];
}

function addNote(tools: Tools, target: Target): void {
  const { view, perform, select } = tools.store.getState();
  const [x, y] = pointerPlace(tools, target);
  const id = newId("note", (taken) => view.notes.some((note) => note.id === taken));
  const place: Point = [snap(x), snap(y)];
  perform("note", [
    { change: "put_note", note: { id, text: "", color: "amber", place, size: NOTE_SIZE } },
  ]);
  select({ note: id });
  tools.own.setState({ editedNote: id });
}

function addStage(tools: Tools): void {
  const { view, perform } = tools.store.getState();
  const { id, changes } = addStageChanges(view, tools.words().lane.newName);
  perform("stage", changes);
  const column = lanesOf(tools.view()).find((lane) => lane.stage.id === id);
  if (column) showColumn(tools, column);
  tools.own.setState({ prompt: { what: "stage", id } });
}

function moveStage(step: -1 | 1): Action {
  return {
    when: (tools, target) => moveStageChanges(tools.view(), target.lane ?? "", step).length > 0,
    run: (tools, target) => {
      const { view, perform } = tools.store.getState();
      perform("stage", moveStageChanges(view, target.lane!, step));
    },
  };
}

function group(tools: Tools, target: Target): void {
  const { view, perform } = tools.store.getState();
  perform("group", groupChanges(view, target.nodes, tools.words().group.newName));
}

const isGrouped: When = (tools, target) =>
  ungroupChanges(tools.view(), target.nodes).length > 0;

export const ARRANGING = {
  addNote: { run: addNote },
  editNote: {
    when: (_tools, target) => target.note !== null,
    run: (tools, target) => tools.own.setState({ editedNote: target.note }),
  },
  group: { when: hasNodes, run: group },
  ungroup: {
    when: isGrouped,
    run: (tools, target) => {
      const { view, perform } = tools.store.getState();
      perform("group", ungroupChanges(view, target.nodes));
    },
  },
  renameGroup: {
    when: (_tools, target) => target.group !== null,
    run: (tools, target) => tools.own.setState({ prompt: { what: "group", id: target.group! } }),
  },
  setStage: {
    when: (tools, target) => target.nodes.length > 0 && tools.view().stages.length > 0,
    run: (tools, target) => {
      const screen = target.screen ?? screenOfCard(tools, target.nodes[0]!);
      const kind = target.nodes.length > 1 ? ("selection" as const) : ("card" as const);
      const page = { kind, id: target.nodes[0]!, page: "stages" as const };
      tools.store.getState().open({ name: "menu", target: page, screen, at: target.at ?? [0, 0] });
    },
  },
  addStage: { run: addStage },
  renameStage: {
    when: hasLane,
    run: (tools, target) => tools.own.setState({ prompt: { what: "stage", id: target.lane! } }),
  },
  stageLeft: moveStage(-1),
  stageRight: moveStage(1),
  deleteStage: {
    when: hasLane,
    run: (tools, target) =>
      tools.store.getState().perform("stage", [{ change: "remove_stage", id: target.lane! }]),
  },
  nameVersion: { run: (tools) => tools.store.getState().ask("versions") },
  simulateStart: { run: (tools) => tools.store.getState().ask("simulate") },
  simulateHere: {
    when: hasOneNode,
    run: (tools, target) => tools.store.getState().ask("simulate", target.nodes[0]!),
  },
} satisfies Partial<Record<ActionId, Action>>;

function screenOfCard(tools: Tools, id: string): Point {
  const [x, y] = tools.view().layout[id] ?? [0, 0];
  const point = tools.flow.flowToScreenPosition({ x: x + 24, y: y + 48 });
  return [point.x, point.y];
}
