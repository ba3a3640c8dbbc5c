/** Lays out one piece with dagre; runs in the worker. */

import { Graph, layout } from "@dagrejs/dagre";
import type { Run, RunResult } from "./runs";

/** More cards than these get the quicker of dagre's ways to rank. */
const FEW_CARDS = 80;
const BETWEEN_CARDS = 40;
const BETWEEN_RANKS = 96;

/** Return where the cards of a piece go: ranks from left to right. */
export function layOut(run: Run): RunResult {
  const graph = new Graph();
  const ranker = run.nodes.length > FEW_CARDS ? "tight-tree" : "network-simplex";
  graph.setGraph({
    rankdir: "LR",
    nodesep: BETWEEN_CARDS,
    ranksep: BETWEEN_RANKS,
    align: "UL",
    ranker,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of run.nodes) graph.setNode(id, { width, height });
  for (const [source, target] of run.arrows) graph.setEdge(source, target);
  layout(graph);
  const corners = run.nodes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id) as { x: number; y: number };
    return { id, left: x - width / 2, top: y - height / 2, width, height };
  });
  const left = Math.min(...corners.map((corner) => corner.left));
  const top = Math.min(...corners.map((corner) => corner.top));
  return {
    width: Math.max(...corners.map((corner) => corner.left + corner.width)) - left,
    height: Math.max(...corners.map((corner) => corner.top + corner.height)) - top,
    places: Object.fromEntries(
      corners.map((corner) => [corner.id, [corner.left - left, corner.top - top] as const]),
    ),
  };
}
