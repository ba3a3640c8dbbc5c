/** Paints a flow from afar. Selected cards and their edges are left out: they are elements and may move. */
import { boxOf, ENTRY_Y, outcomeY } from "../cards/geometry";
import { hiddenCards } from "../lanes/lanes";
import type { Box } from "../layout/card";
import { type EdgeKey, edgeEnds, type FlowView } from "../model/types";
import type { CanvasStoreState } from "../store/state";
import { familyColors, familyOf } from "../theme/families";

export type Transform = readonly [x: number, y: number, zoom: number];

export interface Sheet {
  readonly transform: Transform;
  readonly width: number;
  readonly height: number;
  readonly cards: boolean;
}

const DIM = 0.2;

export function paint(canvas: HTMLCanvasElement, state: CanvasStoreState, sheet: Sheet): void {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.round(sheet.width * ratio);
  canvas.height = Math.round(sheet.height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  const selected = new Set(state.selection.nodes);
  paintEdges(context, state, sheet, selected);
  if (sheet.cards) paintCards(context, state, sheet, selected);
}

function paintEdges(
  context: CanvasRenderingContext2D,
  state: CanvasStoreState,
  { transform }: Sheet,
  selected: ReadonlySet<string>,
): void {
  const { view, dark, spotlight, paint: run } = state;
  const width = Math.max(0.75, 2 * transform[2]);
  context.globalAlpha = spotlight === null ? 1 : DIM;
  const all = (Object.entries(view.edges) as [EdgeKey, string][]).filter(([key, target]) => !selected.has(edgeEnds(key).source) && !selected.has(target));
  const draw = (edges: readonly [EdgeKey, string][], color: string, lineWidth: number): void => {
    context.lineWidth = lineWidth;
    context.strokeStyle = color;
    strokeAll(context, view, edges, transform);
  };
  draw(all, dark ? "#64748b" : "#94a3b8", width);
  if (run.untestedOutcomes.size > 0) draw(all.filter(([key]) => run.untestedOutcomes.has(key)), dark ? "#fbbf24" : "#b45309", width);
  if (run.taken.size > 0) draw(all.filter(([key]) => run.taken.has(key)), dark ? "#4ade80" : "#15803d", width * 1.75);
  context.globalAlpha = 1;
}

function strokeAll(context: CanvasRenderingContext2D, view: FlowView, edges: readonly [EdgeKey, string][], transform: Transform): void {
  const hidden = hiddenCards(view);
  context.beginPath();
  for (const [key, target] of edges) {
    const { source, outcome } = edgeEnds(key);
    if (!hidden.has(source) && !hidden.has(target)) trace(context, view, source, outcome, target, transform);
  }
  context.stroke();
}

function trace(
  context: CanvasRenderingContext2D,
  view: FlowView,
  source: string,
  outcome: string,
  target: string,
  [x, y, zoom]: Transform,
): void {
  const card = view.cards[source];
  if (!card || !view.cards[target]) return;
  const index = card.outcomes.findIndex((one) => one.id === outcome);
  const [from, to] = [boxOf(view, source), boxOf(view, target)];
  const [startX, startY] = [(from.x + from.width) * zoom + x, (from.y + outcomeY(Math.max(0, index))) * zoom + y];
  const [endX, endY] = [to.x * zoom + x, (to.y + ENTRY_Y) * zoom + y];
  const gap = 24 * zoom;
  const middle = endX > startX + 2 * gap ? (startX + endX) / 2 : startX + gap;
  context.moveTo(startX, startY);
  context.lineTo(middle, startY);
  context.lineTo(middle, endY);
  context.lineTo(endX, endY);
}

function paintCards(
  context: CanvasRenderingContext2D,
  { view, dark, kinds, problems, spotlight, paint: run }: CanvasStoreState,
  { transform: [x, y, zoom], width, height }: Sheet,
  selected: ReadonlySet<string>,
): void {
  const colors = familyColors(dark);
  const hidden = hiddenCards(view);
  const ground = dark ? "#1e293b" : "#ffffff";
  for (const [id, card] of Object.entries(view.cards)) {
    const box = onSheet(boxOf(view, id), x, y, zoom);
    const seen = box.x < width && box.y < height && box.x + box.width > 0 && box.y + box.height > 0;
    if (!seen || selected.has(id) || hidden.has(id)) continue;
    context.globalAlpha = spotlight === null || spotlight.has(id) ? 1 : DIM;
    paintCard(context, box, colors[familyOf(card.node.type, kinds)], ground);
    if (problems[id]) paintMark(context, box, dark);
    if (id in run.steps || run.untestedNodes.has(id)) paintRing(context, box, id in run.steps, dark);
  }
  context.globalAlpha = 1;
}

function paintCard(context: CanvasRenderingContext2D, box: Box, color: string, ground: string): void {
  const alpha = context.globalAlpha;
  context.fillStyle = ground;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.fillStyle = color;
  context.globalAlpha = alpha * 0.34;
  context.fillRect(box.x, box.y, box.width, box.height);
  context.globalAlpha = alpha;
  context.fillRect(box.x, box.y, box.width, box.height * 0.16);
  context.strokeStyle = color;
  context.lineWidth = Math.max(0.75, box.width / 60);
  context.strokeRect(box.x, box.y, box.width, box.height);
}

function paintMark(context: CanvasRenderingContext2D, box: Box, dark: boolean): void {
  context.fillStyle = dark ? "#f87171" : "#b91c1c";
  context.fillRect(box.x, box.y, Math.max(2, box.width / 12), box.height);
}

function paintRing(context: CanvasRenderingContext2D, box: Box, visited: boolean, dark: boolean): void {
  const [green, amber] = dark ? ["#4ade80", "#fbbf24"] : ["#15803d", "#b45309"];
  context.strokeStyle = visited ? green! : amber!;
  context.lineWidth = Math.max(1.5, box.width / 24);
  context.strokeRect(box.x, box.y, box.width, box.height);
}

function onSheet(box: Box, x: number, y: number, zoom: number): Box {
  return { x: box.x * zoom + x, y: box.y * zoom + y, width: box.width * zoom, height: box.height * zoom };
}
