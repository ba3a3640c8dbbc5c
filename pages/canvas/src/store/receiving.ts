/** The store after the server's word. */
import { patched } from "../model/patch";
import { replay } from "../model/replay";
import type { CanvasData, FlowView } from "../model/types";
import { paintOf } from "../run/paint";
import type { CanvasState, EarlierVisit } from "./state";

/** Views of the server by number, so that a patch may lead from any that was named to it. */
export type HeldViews = Map<number, FlowView>;

/** The most views that are kept; patches from older ones are answered with "send everything". */
const MOST_HELD = 40;

/** What of the store changes; `null` when the patch leads from a view that is not held. */
export function received(
  state: CanvasState,
  data: CanvasData,
  dark: boolean,
  held: HeldViews,
): Partial<CanvasState> | null {
  if (data.session !== state.session) held.clear();
  const server = serverView(data, held);
  if (!server) return null;
  remember(held, data.view, server);
  const kinds = data.catalogue
    ? Object.fromEntries(data.catalogue.map((kind) => [kind.type, kind]))
    : state.kinds;
  const earlier = stillWaiting(state.earlier, data);
  const waiting = data.client === state.client ? unacknowledged(state.waiting, data.acknowledged) : state.waiting;
  return {
    ready: true,
    session: data.session,
    serverView: data.view,
    server,
    kinds,
    earlier,
    waiting,
    view: shown(server, earlier, waiting, kinds),
    problems: sameProblems(state.problems, data.problems),
    problemCounts: data.problem_counts,
    language: data.language,
    dark,
    readOnly: data.read_only,
    savedAt: data.saved_at,
    unsavedBecause: data.unsaved_because ?? null,
    canUndo: data.can_undo,
    canRedo: data.can_redo,
    undoLabel: data.undo_label ?? null,
    redoLabel: data.redo_label ?? null,
    focus: data.focus,
    paint: paintOf(data, state.paint),
  };
}

/** The view with all gestures that are on their way. */
export function shown(
  server: FlowView,
  earlier: readonly EarlierVisit[],
  waiting: CanvasState["waiting"],
  kinds: CanvasState["kinds"],
): FlowView {
  return replay(server, [...earlier.flatMap((visit) => visit.operations), ...waiting], kinds);
}

function serverView(data: CanvasData, held: HeldViews): FlowView | undefined {
  const known = held.get(data.view);
  if (known) return known;
  if (data.full) return data.full;
  const base = data.base === null ? undefined : held.get(data.base);
  return base && patched(base, data.patch ?? {});
}

function remember(held: HeldViews, number: number, view: FlowView): void {
  held.set(number, view);
  const oldest = held.keys().next().value;
  if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest);
}

function unacknowledged(operations: CanvasState["waiting"], sequence: number): CanvasState["waiting"] {
  const left = operations.filter((operation) => operation.sequence > sequence);
  return left.length === operations.length ? operations : left;
}

function stillWaiting(earlier: readonly EarlierVisit[], data: CanvasData): readonly EarlierVisit[] {
  if (!earlier.some((visit) => visit.client === data.client)) return earlier;
  return earlier
    .map((visit) =>
      visit.client === data.client
        ? { ...visit, operations: unacknowledged(visit.operations, data.acknowledged) }
        : visit,
    )
    .filter((visit) => visit.operations.length > 0);
}

/** The problems with those before where they say the same, so that their cards are not drawn again. */
function sameProblems(before: CanvasState["problems"], after: CanvasState["problems"]): CanvasState["problems"] {
  const entries = Object.entries(after).map(([id, problems]) => {
    const known = before[id];
    return [id, known && JSON.stringify(known) === JSON.stringify(problems) ? known : problems] as const;
  });
  return Object.fromEntries(entries);
}
