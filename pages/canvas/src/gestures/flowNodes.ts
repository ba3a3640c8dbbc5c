/** Cards as React Flow's nodes. A node object is made again only when its card, place or selection changed. */
import { type Node, Position } from "@xyflow/react";
import { handlesOf, sizeOf } from "../cards/geometry";
import { hiddenCards } from "../lanes/lanes";
import { stripId, stripsOf } from "../lanes/strips";
import type { Card, FlowView, Point } from "../model/types";

export type FlowNode = Node<{ readonly card: Card }, "card">;
export type StripNode = Node<Record<string, never>, "strip">;

const NOWHERE: Point = [0, 0];

/** The nodes of a view, with those before where they still hold. */
export function nodesOf(view: FlowView, selected: readonly string[], before: readonly FlowNode[] = []): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const chosen = new Set(selected);
  const hidden = hiddenCards(view);
  const nodes: FlowNode[] = [];
  let same = true;
  for (const [id, card] of Object.entries(view.cards)) {
    if (hidden.has(id)) continue;
    const node = nodeOf(id, card, view.layout[id] ?? NOWHERE, chosen.has(id), known.get(id));
    same &&= before[nodes.length] === node;
    nodes.push(node);
  }
  return same && nodes.length === before.length ? (before as FlowNode[]) : nodes;
}

function nodeOf(id: string, card: Card, at: Point, selected: boolean, before: FlowNode | undefined): FlowNode {
  if (before && holds(before, card, at, selected)) return before;
  if (before?.dragging) return { ...before, data: { card } };
  const size = sizeOf(card);
  return {
    id,
    type: "card",
    position: { x: at[0], y: at[1] },
    data: before?.data.card === card ? before.data : { card },
    ...size,
    measured: before && before.measured?.height === size.height ? before.measured : size,
    handles: before?.handles && before.data.card.outcomes === card.outcomes ? before.handles : handlesOf(card),
    selected,
  };
}

function holds(node: FlowNode, card: Card, [x, y]: Point, selected: boolean): boolean {
  if (node.data.card !== card || node.selected !== selected) return false;
  return node.dragging === true || (node.position.x === x && node.position.y === y);
}

/** The nodes of collapsed stages. */
export function stripNodesOf(view: FlowView): StripNode[] {
  return [...stripsOf(view)].map(([stage, { x, y, width, height }]) => {
    const handle = { id: null, x: 0, y: 0, width, height };
    return {
      id: stripId(stage),
      type: "strip",
      position: { x, y },
      data: {},
      width,
      height,
      measured: { width, height },
      handles: [
        { ...handle, type: "target", position: Position.Left },
        { ...handle, type: "source", position: Position.Right },
      ],
      selectable: false,
      draggable: false,
      connectable: false,
    };
  });
}
