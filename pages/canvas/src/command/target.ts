/** What an action is done to: what is selected, or what its menu was opened on. */

import type { EdgeKey, FlowView, Point } from "../model/types";
import type { CanvasState, MenuTarget } from "../store/state";

export interface Target {
  readonly nodes: readonly string[];
  readonly edge: EdgeKey | null;
  readonly note: string | null;
  readonly lane: string | null;
  readonly group: string | null;
  /** Where the menu was opened, in coordinates of the drawing and of the window. */
  readonly at: Point | null;
  readonly screen: Point | null;
}

const NOTHING: Target = {
  nodes: [],
  edge: null,
  note: null,
  lane: null,
  group: null,
  at: null,
  screen: null,
};

function groupOf(view: FlowView, nodes: readonly string[]): string | null {
  const found = view.groups.find((group) => nodes.length > 0 && nodes.some((id) => group.nodes.includes(id)));
  return found?.id ?? null;
}

/** Return what is selected. */
export function selectedTarget(state: CanvasState): Target {
  const { nodes, edge, note } = state.selection;
  const stage = nodes[0] === undefined ? null : state.view.cards[nodes[0]]?.node.stage;
  return { ...NOTHING, nodes, edge, note, group: groupOf(state.view, nodes), lane: stage ?? null };
}

/** Return what a menu was opened on. */
export function menuTarget(
  state: CanvasState,
  target: MenuTarget,
  at: Point,
  screen: Point,
): Target {
  const id = target.id ?? "";
  const place = { at, screen };
  switch (target.kind) {
    case "edge":
      return { ...NOTHING, ...place, edge: id as EdgeKey };
    case "note":
      return { ...NOTHING, ...place, note: id };
    case "lane":
      return { ...NOTHING, ...place, lane: id };
    case "group": {
      const nodes = state.view.groups.find((group) => group.id === id)?.nodes ?? [];
      return { ...NOTHING, ...place, group: id, nodes };
    }
    case "canvas":
      return { ...NOTHING, ...place };
    case "card": {
      const nodes = state.selection.nodes.includes(id) ? state.selection.nodes : [id];
      return { ...NOTHING, ...place, nodes, group: groupOf(state.view, nodes) };
    }
    case "selection":
      return { ...selectedTarget(state), ...place, edge: null, note: null, lane: null };
  }
}
