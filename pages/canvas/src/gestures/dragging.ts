/** Cards moved with the pointer: on the grid, into stages, into edges; one undo step a drop. */
import { useMemo } from "react";
import { routesOf } from "../edges/routes";
import { CARD_WIDTH, snap } from "../layout/card";
import { lanesOf, stageAt } from "../lanes/lanes";
import type { Change } from "../model/operations";
import { type EdgeKey, edgeEnds, type FlowView } from "../model/types";
import { useCanvasStore } from "../store/context";
import type { CanvasStore } from "../store/store";
import { wordsOf } from "../words";
import { isLoose, splice } from "./changes";
import type { FlowNode } from "./flowNodes";

/** How near to an edge the middle of a card's title must be dropped, in canvas pixels. */
const SPLICE_WITHIN = 36;

/** React Flow's handlers for dragging one or several cards. */
export function useDragging() {
  const store = useCanvasStore();
  return useMemo(() => {
    let target: EdgeKey | null = null;
    const start = (): void => store.getState().setDragging(true);
    const drag = (_event: unknown, _node: unknown, nodes: FlowNode[]): void => {
      target = spliceTarget(store, nodes);
      if (store.getState().hoveredEdge !== target) store.getState().hover({ edge: target });
    };
    const stop = (_event: unknown, _node: unknown, nodes: FlowNode[]): void => {
      const edge = target;
      target = null;
      store.getState().setDragging(false);
      store.getState().hover({ edge: null });
      drop(store, nodes, edge);
    };
    return { start, drag, stop };
  }, [store]);
}

function spliceTarget(store: CanvasStore, nodes: readonly FlowNode[]): EdgeKey | null {
  const [node, second] = nodes;
  const { view } = store.getState();
  if (!node || second || !isLoose(view, node.id)) return null;
  const point = { x: node.position.x + CARD_WIDTH / 2, y: node.position.y + 44 };
  const own = (id: EdgeKey): boolean => edgeEnds(id).source === node.id || view.edges[id] === node.id;
  return routesOf(store).nearest(point, SPLICE_WITHIN, own);
}

function drop(store: CanvasStore, nodes: readonly FlowNode[], edge: EdgeKey | null): void {
  const { view, perform, announce, language } = store.getState();
  const moves = dropChanges(view, nodes);
  const [node] = nodes;
  const inserted = edge !== null && node ? splice(view, node.id, edge) : [];
  if (moves.length + inserted.length === 0) return;
  const restaged = moves.every((change) => change.change === "set");
  perform(inserted.length > 0 ? "insert" : restaged ? "set_stage" : "move", [...moves, ...inserted]);
  announce(wordsOf(language).announce.moved(nodes.length));
}

/** Places on the grid, and the stage of the column each card was dropped in. */
export function dropChanges(view: FlowView, nodes: readonly Pick<FlowNode, "id" | "position">[]): Change[] {
  const lanes = lanesOf(view);
  return nodes.flatMap(({ id, position }): Change[] => {
    const card = view.cards[id];
    if (!card) return [];
    const at = [snap(position.x), snap(position.y)] as const;
    const before = view.layout[id];
    const moved = !before || before[0] !== at[0] || before[1] !== at[1];
    const stage = moved ? stageAt(lanes, at[0] + CARD_WIDTH / 2) : null;
    return [
      ...(moved ? [{ change: "place", id, at } as const] : []),
      ...(stage !== null && stage !== card.node.stage
        ? [{ change: "set", node: id, path: "stage", value: stage } as const]
        : []),
    ];
  });
}
