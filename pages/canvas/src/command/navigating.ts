/** Actions that move the focus from card to card, and find things. */

import { boxOf } from "../cards/geometry";
import { boxAround } from "../layout/card";
import { lanesOf } from "../lanes/lanes";
import { readingOrder } from "../layout/graph";
import { edgeEnds, edgeKey, type EdgeKey } from "../model/types";
import { focusBeside } from "../tools/beside";
import type { Tools } from "../tools/context";
import { cardElement, focusDrawing, focusedIn, goToCard, showBox, zoomTo } from "../tools/focus";
import { stepFind } from "../find/stepping";
import { PAGE_HAS } from "../shortcuts/table";
import type { ActionId } from "../words";
import { type Action, hasNodes, hasOneNode } from "./action";
import type { Target } from "./target";

/** Return whether the keyboard is on a card or on the empty drawing, not on a button beside it. */
function isOnDrawing(tools: Tools): boolean {
  const focused = focusedIn(tools.root());
  return focused === null || focused === tools.root() || focused.closest(".fx-canvas") !== null;
}

function stepNode(tools: Tools, target: Target, step: 1 | -1): boolean {
  if (!isOnDrawing(tools)) return false;
  const order = readingOrder(tools.view());
  const at = order.indexOf(target.nodes.at(-1) ?? "");
  const next = at < 0 ? (step === 1 ? order[0] : undefined) : order[at + step];
  if (next === undefined) return false;
  goToCard(tools, next);
  return true;
}

function followNext(tools: Tools, target: Target): void {
  const source = target.nodes[0]!;
  const { view, outcome, announce } = tools.store.getState();
  const wanted = outcome?.source === source ? outcome.outcome : null;
  const ways = (view.cards[source]?.outcomes ?? [])
    .filter((one) => wanted === null || one.id === wanted)
    .map((one) => view.edges[edgeKey(source, one.id)]);
  const next = ways.find((id) => id !== undefined && id in view.cards);
  if (next === undefined) announce(tools.words().announce.noNext);
  else goToCard(tools, next);
}

function followPrevious(tools: Tools, target: Target): void {
  const id = target.nodes[0]!;
  const { view, announce, chooseOutcome } = tools.store.getState();
  const sources = (Object.entries(view.edges) as [EdgeKey, string][])
    .filter(([, to]) => to === id)
    .map(([key]) => edgeEnds(key));
  const order = readingOrder(view);
  const [first] = sources.sort((a, b) => order.indexOf(a.source) - order.indexOf(b.source));
  if (!first) return announce(tools.words().announce.noPrevious);
  goToCard(tools, first.source);
  chooseOutcome(first);
}

function chooseSibling(tools: Tools, target: Target, step: 1 | -1): void {
  const source = target.nodes[0]!;
  const { view, outcome, chooseOutcome, announce } = tools.store.getState();
  const outcomes = view.cards[source]?.outcomes ?? [];
  if (outcomes.length === 0) return;
  const at = outcome?.source === source ? outcomes.findIndex((one) => one.id === outcome.outcome) : -1;
  const start = at < 0 && step < 0 ? 0 : at;
  const next = outcomes[(start + step + outcomes.length) % outcomes.length]!;
  chooseOutcome({ source, outcome: next.id });
  const to = view.cards[view.edges[edgeKey(source, next.id)] ?? ""];
  const words = tools.words().card;
  announce(to ? words.connectedTo(next.label, to.node.name ?? "") : words.notConnected(next.label));
}

function escape(tools: Tools): boolean {
  const state = tools.store.getState();
  if (state.editing) state.edit(null);
  else if (state.overlay) state.open(null);
  else if (state.outcome) state.chooseOutcome(null);
  else if (state.selection.nodes.length > 0 || state.selection.edge || state.selection.note)
    state.select({});
  else if (state.spotlight) state.setSpotlight(null);
  else return false;
  if (isOnDrawing(tools) || !focusedIn(tools.root())) focusDrawing(tools);
  return true;
}

function stepProblem(tools: Tools, target: Target, step: 1 | -1): void {
  const { view, problems, announce, ask } = tools.store.getState();
  const order = readingOrder(view);
  const wrong = order.filter((id) => (problems[id]?.length ?? 0) > 0);
  if (wrong.length === 0) return announce(tools.words().announce.noProblem);
  const at = order.indexOf(target.nodes[0] ?? "");
  const later = wrong.filter((id) => (order.indexOf(id) - at) * step > 0);
  const next = (step === 1 ? later[0] : later.at(-1)) ?? (step === 1 ? wrong[0] : wrong.at(-1));
  goToCard(tools, next!);
  announce(problems[next!]!.map((problem) => problem.sentence).join(" "));
  ask("problems", next!);
}

function openMenu(tools: Tools, target: Target): void {
  const { selection, open, view } = tools.store.getState();
  const [id] = target.nodes;
  const kind = selection.nodes.length > 1 ? "selection" : id ? "card" : selection.note ? "note" : selection.edge ? "edge" : "canvas";
  const element = id === undefined ? null : cardElement(tools, id);
  const box = (element ?? tools.root())?.getBoundingClientRect();
  const screen = [(box?.left ?? 0) + 24, (box?.top ?? 0) + 48] as const;
  const at = (id === undefined ? undefined : view.layout[id]) ?? tools.middle();
  const what = id ?? selection.note ?? selection.edge;
  open({ name: "menu", target: { kind, ...(what ? { id: what } : {}) }, screen, at });
}

export const NAVIGATING = {
  nextNode: { run: (tools, target) => stepNode(tools, target, 1) },
  previousNode: { run: (tools, target) => stepNode(tools, target, -1) },
  followNext: { when: hasOneNode, run: followNext },
  followPrevious: { when: hasOneNode, run: followPrevious },
  siblingDown: { when: hasOneNode, run: (tools, target) => chooseSibling(tools, target, 1) },
  siblingUp: { when: hasOneNode, run: (tools, target) => chooseSibling(tools, target, -1) },
  escape: { run: escape },
  selectAll: {
    run: (tools) => tools.store.getState().select({ nodes: Object.keys(tools.view().cards) }),
  },
  find: { run: (tools) => tools.store.getState().open({ name: "find" }) },
  findNext: { run: (tools) => stepFind(tools, 1) },
  findPrevious: { run: (tools) => stepFind(tools, -1) },
  nextProblem: { run: (tools, target) => stepProblem(tools, target, 1) },
  previousProblem: { run: (tools, target) => stepProblem(tools, target, -1) },
  beside: { run: focusBeside },
  command: { run: (tools) => tools.store.getState().open({ name: "command" }) },
  openMenu: { run: openMenu },
  inspect: {
    when: hasOneNode,
    run: (tools, target) => tools.store.getState().ask("inspect", target.nodes[0]!),
  },
} satisfies Partial<Record<ActionId, Action>>;

function fit(tools: Tools, ids: readonly string[]): void {
  const { view } = tools.store.getState();
  showBox(tools, boxAround(ids.filter((id) => id in view.cards).map((id) => boxOf(view, id))));
}

/** Show all cards, and the columns of all stages, also of those that hold nothing yet. */
function fitFlow(tools: Tools): void {
  const view = tools.view();
  const cards = Object.keys(view.cards).map((id) => boxOf(view, id));
  const around = boxAround(cards);
  const columns = lanesOf(view).map(({ x, width }) => ({ x, width, y: around?.y ?? 0, height: around?.height ?? 0 }));
  showBox(tools, boxAround([...cards, ...columns]));
}

const ZOOM_STEP = 1.2;

export const VIEWING = {
  fitFlow: { run: fitFlow },
  fitSelection: { when: hasNodes, run: (tools, { nodes }) => fit(tools, nodes) },
  zoom100: { run: (tools) => zoomTo(tools, () => 1) },
  zoomIn: { run: (tools) => zoomTo(tools, (zoom) => zoom * ZOOM_STEP) },
  zoomOut: { run: (tools) => zoomTo(tools, (zoom) => zoom / ZOOM_STEP) },
  minimap: { run: (tools) => toggle(tools, "minimap") },
  legend: { run: (tools) => toggle(tools, "legend") },
  palette: { run: (tools) => toggle(tools, "palette") },
  nextView: { run: (tools) => tools.store.getState().ask("outline") },
  previousView: { run: (tools) => tools.store.getState().ask(PAGE_HAS.versions ? "versions" : "outline") },
  help: { run: (tools) => tools.store.getState().open({ name: "help" }) },
} satisfies Partial<Record<ActionId, Action>>;

function toggle(tools: Tools, what: "minimap" | "legend" | "palette"): void {
  const { preferences, prefer } = tools.store.getState();
  prefer({ [what]: !preferences[what] });
}
