/** Selection of cards between React Flow and the store; edges are selected by clicks only. */
import type { NodeChange } from "@xyflow/react";
import type { Selection } from "../model/types";
import type { FlowNode } from "./flowNodes";

/** The selection after React Flow's word about cards; null when it stays. */
export function afterNodeChanges(selection: Selection, changes: readonly NodeChange<FlowNode>[]): Selection | null {
  const chosen = new Set(selection.nodes);
  let changed = false;
  for (const change of changes) {
    if (change.type !== "select" || chosen.has(change.id) === change.selected) continue;
    changed = true;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  if (!changed) return null;
  return { nodes: [...chosen], edge: chosen.size > 0 ? null : selection.edge, note: null };
}
