/** One store a mounted canvas. Reading: `useCanvas(selector)`; doing: `useActions()`. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Change, Operation, OperationKind } from "../model/operations";
import { beforeOf } from "../model/before";
import type { FlowView } from "../model/types";
import { NO_PAINT } from "../run/paint";
import { keptPreferences, keepPreferences } from "./preferences";
import { type HeldViews, received, shown } from "./receiving";
import type { CanvasState, CanvasStoreState } from "./state";

export type CanvasStore = StoreApi<CanvasStoreState>;

const EMPTY_VIEW: FlowView = {
  flow: { id: "", name: "", language: "pt-BR", languages: ["pt-BR"] },
  cards: {},
  edges: {},
  layout: {},
  stages: [],
  lanes: {},
  notes: [],
  groups: [],
  variables: [],
  translations: {},
  start: null,
  error_route: null,
};

/** How long cards glide after a tidy-up, in milliseconds. */
const GLIDE_MS = 240;

export interface StoreOptions {
  readonly client: string;
  /** Called after each gesture, before anything is sent. */
  readonly onGesture?: (operation: Operation) => void;
  /** Called when a patch leads from a view that this browser does not hold. */
  readonly onLost?: () => void;
}

/** A store without a flow; `receive` brings the first. */
export function createCanvasStore({ client, onGesture, onLost }: StoreOptions): CanvasStore {
  const held: HeldViews = new Map();
  let sequence = 0;
  let asked = 0;

  return createStore<CanvasStoreState>()((set, get) => {
    const push = (kind: OperationKind, changes: readonly Change[]): void => {
      const { readOnly, server, earlier, waiting, kinds, view, session } = get();
      if (readOnly) return;
      sequence += 1;
      const operation: Operation = { client, sequence, kind, changes, before: beforeOf(view, changes), session };
      const all = [...waiting, operation];
      const gliding = kind === "layout";
      set({ waiting: all, gliding, view: shown(server, earlier, all, kinds) });
      if (gliding) setTimeout(() => set({ gliding: false }), GLIDE_MS);
      onGesture?.(operation);
    };

    return {
      ...initialState(client),
      receive: (data, dark) => {
        const change = received(get(), data, dark, held);
        if (change) set(withoutTheGone(get(), change));
        else onLost?.();
      },
      recover: (earlier) => {
        const { server, waiting, kinds } = get();
        set({ earlier, view: shown(server, earlier, waiting, kinds) });
      },
      perform: (kind, changes) => {
        if (changes.length > 0) push(kind, changes);
      },
      undo: () => push("undo", []),
      redo: () => push("redo", []),
      select: (selection) => set({ selection: { ...NOTHING_SELECTED, ...selection }, outcome: null }),
      chooseOutcome: (outcome) => set({ outcome }),
      hover: ({ edge }) => set({ hoveredEdge: edge }),
      setDragging: (dragging) => set({ dragging }),
      edit: (editing) => set({ editing: get().readOnly ? null : editing }),
      open: (overlay) => set({ overlay }),
      setDetail: (detail) => set({ detail }),
      setSpotlight: (spotlight) => set({ spotlight }),
      prefer: (preferences) => {
        const all = { ...get().preferences, ...preferences };
        keepPreferences(all);
        set({ preferences: all });
      },
      setSaving: (saving) => set({ saving }),
      announce: (sentence) => set({ said: { sentence, serial: get().said.serial + 1 } }),
      ask: (what, node) => {
        asked = Math.max(asked + 1, Date.now());
        set({ asked: node === undefined ? { what, serial: asked } : { what, node, serial: asked } });
      },
    };
  });
}

const NOTHING_SELECTED = { nodes: [], edge: null, note: null } as const;

function initialState(client: string): CanvasState {
  return {
    ready: false,
    client,
    session: "",
    serverView: 0,
    server: EMPTY_VIEW,
    earlier: [],
    waiting: [],
    view: EMPTY_VIEW,
    kinds: {},
    problems: {},
    problemCounts: { errors: 0, warnings: 0 },
    language: "pt-BR",
    dark: false,
    readOnly: false,
    savedAt: null,
    unsavedBecause: null,
    canUndo: false,
    canRedo: false,
    undoLabel: null,
    redoLabel: null,
    focus: null,
    paint: NO_PAINT,
    saving: "quiet",
    selection: NOTHING_SELECTED,
    outcome: null,
    hoveredEdge: null,
    dragging: false,
    gliding: false,
    editing: null,
    overlay: null,
    detail: "full",
    spotlight: null,
    preferences: keptPreferences(),
    said: { sentence: "", serial: 0 },
    asked: null,
  };
}

/** Deselect and leave what no longer exists. */
function withoutTheGone(state: CanvasState, change: Partial<CanvasState>): Partial<CanvasState> {
  const view = change.view ?? state.view;
  const nodes = state.selection.nodes.filter((id) => id in view.cards);
  const edge = state.selection.edge !== null && state.selection.edge in view.edges ? state.selection.edge : null;
  const same = nodes.length === state.selection.nodes.length && edge === state.selection.edge;
  const editing = state.editing && state.editing.node in view.cards ? state.editing : null;
  return { ...change, editing, selection: same ? state.selection : { ...state.selection, nodes, edge } };
}
