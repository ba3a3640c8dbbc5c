/** Adds a block from the list or from quick-add, and leads the person to its text. */

import { GRID } from "../layout/card";
import type { EdgeKey, NodeKind, Point } from "../model/types";
import { type Adding, addChanges, placeAfter } from "../tools/changes/adding";
import type { Tools } from "../tools/context";
import { focusSoon, showCard } from "../tools/focus";
import { afterPaint } from "../tools/soon";
import { outcomeFor } from "../command/editing";

/** Add a card as one gesture; it is selected, seen, and its text can be typed at once. */
export function addCard(tools: Tools, adding: Adding): string {
  const id = placeCard(tools, adding);
  leadTo(tools, adding.kind, id);
  return id;
}

function placeCard(tools: Tools, adding: Adding): string {
  const { view, perform, select } = tools.store.getState();
  const { id, changes } = addChanges(view, adding);
  perform(adding.edge ? "insert" : "add", changes);
  select({ nodes: [id] });
  return id;
}

function leadTo(tools: Tools, kind: NodeKind, id: string): void {
  showCard(tools, id);
  if (kind.text_path !== null) tools.store.getState().edit({ node: id, what: "text" });
  else focusSoon(tools, id);
}

/** Add a card beside the selected one, connected to its first free outcome; else in the middle. */
export function addBesideSelection(tools: Tools, kind: NodeKind): void {
  const { view, selection } = tools.store.getState();
  const source = selection.nodes.at(-1);
  const from = source === undefined ? undefined : outcomeFor(tools, source);
  const isFree = from && !(`${from.source}/${from.outcome}` in view.edges) && kind.type !== "start";
  const [x, y] = tools.middle();
  const at: Point = source === undefined ? [x - 120, y - 60] : placeAfter(view, source);
  addCard(tools, { kind, at, from: isFree ? from : undefined });
}

function elementsAt(tools: Tools, x: number, y: number): readonly Element[] {
  const root = tools.root()?.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.elementsFromPoint(x, y) : [];
}

/** Return the edge under a point of the window, or null. */
export function edgeUnder(tools: Tools, x: number, y: number): EdgeKey | null {
  for (const [dx, dy] of [[0, 0], [-GRID, 0], [GRID, 0], [0, -GRID], [0, GRID]] as const)
    for (const element of elementsAt(tools, x + dx, y + dy)) {
      const id = element.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
      if (id !== undefined && id in tools.view().edges) return id as EdgeKey;
    }
  return null;
}

/** Say whether a point of the window is over the drawing and over nothing that lies on it. */
export function isOverDrawing(tools: Tools, x: number, y: number): boolean {
  const elements = elementsAt(tools, x, y).filter((element) => !element.closest(".fx-ghost"));
  const top = elements[0];
  return top?.closest(".react-flow") != null && !top.closest(".fx-panel");
}

/** Add a card where it was dropped, into the edge it was over. It is seen before its text opens. */
export function addByDrop(tools: Tools, kind: NodeKind, x: number, y: number, over: EdgeKey | null): void {
  const point = tools.flow.screenToFlowPosition({ x, y });
  const edge = kind.outcomes.length > 0 ? (over ?? undefined) : undefined;
  const id = placeCard(tools, { kind, at: [point.x - 24, point.y - 24], byHand: true, edge });
  afterPaint(() => {
    const { editing, selection } = tools.store.getState();
    if (!editing && selection.nodes.includes(id)) leadTo(tools, kind, id);
  });
}
