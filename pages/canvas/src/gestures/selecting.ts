/** Selection between React Flow and the store. */
import type { EdgeChange, NodeChange } from "@xyflow/react";
import type { EdgeKey, Selection } from "../model/types";
import type { FlowEdge } from "./flowEdges";
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

/** The selection after React Flow's word about edges; null when it stays. */
export function afterEdgeChanges(selection: Selection, changes: readonly EdgeChange<FlowEdge>[]): Selection | null {
  const selects = changes.filter((change) => change.type === "select");
  const chosen = selects.find((change) => change.selected);
  if (chosen) return chosen.id === selection.edge ? null : { nodes: [], edge: chosen.id as EdgeKey, note: null };
  const left = selects.some((change) => change.id === selection.edge);
  return left ? { ...selection, edge: null } : null;
}
