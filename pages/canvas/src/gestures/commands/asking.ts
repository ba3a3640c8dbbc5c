import { boxOf } from "../../cards/geometry";
import { type EdgeKey, edgeKey } from "../../model/types";
import type { Command } from "../../store/commands";
import type { Overlay } from "../../store/state";
import type { CanvasStore } from "../../store/store";
import type { Workplace } from "./workplace";

/** Open what stands over the canvas, and ask the page for its own panels. */
export function askingCommands(place: Workplace): Command[] {
  const { store } = place;
  const { ask, open } = store.getState();
  const selected = (): string | undefined => store.getState().selection.nodes[0];
  const one = (): boolean => selected() !== undefined;
  const writable = (): boolean => !store.getState().readOnly;
  const on = (overlay: Overlay) => (): void => open(overlay);
  return [
    { id: "find", run: on({ name: "find" }) },
    { id: "command", run: on({ name: "command" }) },
    { id: "help", run: on({ name: "help" }) },
    { id: "restore", enabled: writable, run: on({ name: "restore" }) },
    { id: "addNext", enabled: writable, run: () => open(quickAddHere(place)) },
    { id: "connect", enabled: () => writable() && one(), run: () => connectFromHere(store) },
    { id: "insertOnEdge", enabled: () => writable() && store.getState().selection.edge !== null, run: () => { const edge = store.getState().selection.edge; if (edge !== null) open(insertInto(place, edge)); } },
    { id: "inspect", enabled: one, run: () => ask("inspect", selected()) },
    { id: "nextView", run: () => ask("next_view") },
    { id: "previousView", run: () => ask("previous_view") },
    { id: "nameVersion", run: () => ask("versions") },
    { id: "simulateStart", run: () => ask("simulate") },
    { id: "simulateHere", enabled: one, run: () => ask("simulate", selected()) },
  ];
}

function connectFromHere(store: CanvasStore): void {
  const { selection, outcome, open } = store.getState();
  const source = selection.nodes[0];
  if (source === undefined) return;
  open(outcome?.source === source ? { name: "connect", source, outcome: outcome.outcome } : { name: "connect", source });
}

function quickAddHere(place: Workplace): Overlay {
  const { view, selection, outcome } = place.store.getState();
  const source = selection.nodes[0];
  if (source === undefined || !view.cards[source]) return at(place, middleOf(place));
  const free = view.cards[source].outcomes.find((one) => !(edgeKey(source, one.id) in view.edges));
  const id = outcome?.source === source ? outcome.outcome : (free?.id ?? view.cards[source].outcomes[0]?.id);
  const box = boxOf(view, source);
  const beside = [box.x + box.width + 96, box.y] as const;
  if (id === undefined) return at(place, beside);
  const edge = edgeKey(source, id);
  return edge in view.edges ? { ...at(place, beside), edge } : { ...at(place, beside), from: { source, outcome: id } };
}

function insertInto(place: Workplace, edge: EdgeKey): Overlay {
  const { view } = place.store.getState();
  const box = boxOf(view, view.edges[edge] ?? "");
  return { ...at(place, [box.x - 120, box.y]), edge };
}

function at({ flow }: Workplace, point: readonly [number, number]): Extract<Overlay, { name: "quickAdd" }> {
  const { x, y } = flow.flowToScreenPosition({ x: point[0], y: point[1] });
  return { name: "quickAdd", at: point, screen: [x, y] };
}

function middleOf({ flow, root }: Workplace): readonly [number, number] {
  const area = root()?.getBoundingClientRect();
  const { x, y } = flow.screenToFlowPosition({
    x: (area?.left ?? 0) + (area?.width ?? 800) / 2,
    y: (area?.top ?? 0) + (area?.height ?? 600) / 2,
  });
  return [x - 120, y - 44];
}
