/** What the canvas knows: the server's word, the gestures on their way, and what only this browser sees. */
import type { Kinds } from "../model/cards";
import type { Change, Operation, OperationKind } from "../model/operations";
import type {
  Asked,
  CanvasData,
  EdgeKey,
  FlowView,
  Language,
  Point,
  Selection,
  ShownProblem,
} from "../model/types";
import type { Paint } from "../run/paint";

/** What is open over the canvas; one at a time. `at` is in canvas, `screen` in window coordinates. */
export type Overlay =
  | { readonly name: "quickAdd"; readonly at: Point; readonly screen: Point; readonly from?: OutcomeRef; readonly edge?: EdgeKey }
  | { readonly name: "connect"; readonly source: string; readonly outcome?: string; readonly screen?: Point }
  | { readonly name: "menu"; readonly target: MenuTarget; readonly screen: Point; readonly at: Point }
  | { readonly name: "find" | "command" | "help" | "restore" };

export interface OutcomeRef {
  readonly source: string;
  readonly outcome: string;
}

export interface MenuTarget {
  readonly kind: "card" | "selection" | "edge" | "canvas" | "lane" | "note" | "group";
  readonly id?: string;
  /** Opens the menu at a list inside it. */
  readonly page?: "stages";
}

export interface Editing {
  readonly node: string;
  readonly what: "text" | "name";
}

/** How much of a card is drawn: everything, or a plain rectangle. */
export type Detail = "full" | "plain";

/** What a person set for themselves; kept in this browser. */
export interface Preferences {
  readonly minimap: boolean;
  readonly legend: boolean;
  readonly palette: boolean;
  readonly keys: Readonly<Record<string, string>>;
}

/** Gestures of an earlier visit that the server has not confirmed. */
export interface EarlierVisit {
  readonly client: string;
  readonly operations: readonly Operation[];
}

export interface CanvasState {
  readonly ready: boolean;
  readonly client: string;
  readonly session: string;
  readonly serverView: number;
  readonly server: FlowView;
  readonly earlier: readonly EarlierVisit[];
  readonly waiting: readonly Operation[];
  /** The view that is shown: `server` with `earlier` and `waiting` replayed. */
  readonly view: FlowView;
  readonly kinds: Kinds;
  readonly problems: Readonly<Record<string, readonly ShownProblem[]>>;
  readonly problemCounts: CanvasData["problem_counts"];
  readonly language: Language;
  readonly dark: boolean;
  readonly readOnly: boolean;
  readonly savedAt: string | null;
  /** Why nothing can be saved just now; `null` while all goes well. */
  readonly unsavedBecause: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly focus: CanvasData["focus"];
  /** What a simulation or the tests have reached. */
  readonly paint: Paint;
  /** "quiet" when all is saved; "saving" after 1 s, "offline" after 5 s or without network. */
  readonly saving: "quiet" | "saving" | "offline";

  readonly selection: Selection;
  /** The outcome that a keyboard gesture starts from, when the person chose one. */
  readonly outcome: OutcomeRef | null;
  readonly hoveredEdge: EdgeKey | null;
  /** True from the first movement of a card or wire until it is dropped: nothing is sent meanwhile. */
  readonly dragging: boolean;
  /** True while cards glide to new places after a tidy-up. */
  readonly gliding: boolean;
  readonly editing: Editing | null;
  readonly overlay: Overlay | null;
  readonly detail: Detail;
  /** Cards that stay bright while all others are dimmed; null: none is dimmed. */
  readonly spotlight: ReadonlySet<string> | null;
  readonly preferences: Preferences;
  /** The last sentence for screen readers; `serial` makes a repeated sentence be read again. */
  readonly said: { readonly sentence: string; readonly serial: number };
  readonly asked: Asked | null;
}

export interface CanvasActions {
  /** Take what the server sent. */
  receive(data: CanvasData, dark: boolean): void;
  /** Take the unconfirmed gestures of earlier visits. */
  recover(earlier: readonly EarlierVisit[]): void;
  /** Do a gesture: shown at once, one undo step, kept until the server has saved it. */
  perform(kind: OperationKind, changes: readonly Change[]): void;
  undo(): void;
  redo(): void;
  select(selection: Partial<Selection>): void;
  chooseOutcome(outcome: OutcomeRef | null): void;
  hover(what: { readonly edge: EdgeKey | null }): void;
  setDragging(dragging: boolean): void;
  edit(editing: Editing | null): void;
  open(overlay: Overlay | null): void;
  setDetail(detail: Detail): void;
  setSpotlight(ids: ReadonlySet<string> | null): void;
  prefer(preferences: Partial<Preferences>): void;
  setSaving(saving: CanvasState["saving"]): void;
  /** Say a sentence to screen readers. */
  announce(sentence: string): void;
  /** Ask the page for something: "simulate", "inspect", "outline", "problems", "versions", … */
  ask(what: string, node?: string): void;
}

export type CanvasStoreState = CanvasState & CanvasActions;
