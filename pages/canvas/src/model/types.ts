/** What the server sends and what the browser answers; equal to `flow_runtime/editing/view.py`. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export type Point = readonly [x: number, y: number];
export type Language = "pt-BR" | "en";
export type EdgeKey = `${string}/${string}`;

/** A node of the flow document; `type` decides which other keys it has. */
export type NodeDocument = JsonObject & {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly stage?: string | null;
};

export interface Outcome {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly falls_to: string | null;
}

export interface Card {
  readonly node: NodeDocument;
  readonly outcomes: readonly Outcome[];
  readonly text_path: string | null;
  readonly summary: string;
  readonly unknown?: boolean;
}

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly color?: string | null;
}

export interface Lane {
  readonly x: number;
  readonly width: number;
  readonly collapsed: boolean;
}

export type Note = JsonObject & {
  readonly id: string;
  readonly text?: string;
  readonly place?: Point;
  readonly size?: Point;
};

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly string[];
}

export type Variable = JsonObject & { readonly name: string };

/** Language → "node.path" → text; the flow's own language stands in the nodes. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface FlowHead {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly languages: readonly string[];
}

export interface FlowView {
  readonly flow: FlowHead;
  readonly cards: Readonly<Record<string, Card>>;
  readonly edges: Readonly<Record<EdgeKey, string>>;
  readonly layout: Readonly<Record<string, Point>>;
  readonly stages: readonly Stage[];
  readonly lanes: Readonly<Record<string, Lane>>;
  readonly notes: readonly Note[];
  readonly groups: readonly Group[];
  readonly variables: readonly Variable[];
  readonly translations: Translations;
  readonly start: string | null;
  readonly error_route: string | null;
}

export interface ViewPatch {
  readonly flow?: FlowHead;
  readonly cards?: Readonly<Record<string, Card | null>>;
  readonly edges?: Readonly<Record<EdgeKey, string | null>>;
  readonly layout?: Readonly<Record<string, Point | null>>;
  readonly stages?: readonly Stage[];
  readonly lanes?: Readonly<Record<string, Lane>>;
  readonly notes?: readonly Note[];
  readonly groups?: readonly Group[];
  readonly variables?: readonly Variable[];
  readonly translations?: Translations;
  readonly start?: string | null;
  readonly error_route?: string | null;
}

export interface ShownProblem {
  readonly severity: "error" | "warning";
  readonly sentence: string;
  readonly code: string;
}

export interface NodeKind {
  readonly type: string;
  readonly family: string;
  readonly icon: string;
  readonly name: string;
  readonly description: string;
  /** The JSON of a new node without its id, with a friendly name and text. */
  readonly template: JsonObject;
  readonly outcomes: readonly Outcome[];
  readonly text_path: string | null;
  readonly likely_next: readonly string[];
}

/** The way of a simulated conversation. */
export interface RunData {
  /** The number of the step that came to each card first. */
  readonly steps: Readonly<Record<string, number>>;
  readonly taken: readonly EdgeKey[];
  /** Where it waits now; null: it ended, or waits in another flow. */
  readonly here: string | null;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What no test comes to. */
export interface UntestedData {
  readonly nodes: readonly string[];
  readonly outcomes: readonly EdgeKey[];
}

export interface CanvasData {
  readonly session: string;
  readonly view: number;
  readonly base: number | null;
  readonly full?: FlowView | null;
  readonly patch?: ViewPatch | null;
  readonly acknowledged: number;
  readonly client: string | null;
  readonly problems: Readonly<Record<string, readonly ShownProblem[]>>;
  readonly problems_view: number;
  readonly problem_counts: { readonly errors: number; readonly warnings: number };
  readonly catalogue?: readonly NodeKind[] | null;
  readonly language: Language;
  readonly dark?: boolean | null;
  readonly read_only: boolean;
  readonly saved_at: string | null;
  /** Why nothing can be saved just now, in the person's language. */
  readonly unsaved_because?: string | null;
  readonly revision: number;
  readonly can_undo: boolean;
  readonly can_redo: boolean;
  readonly undo_label?: string | null;
  readonly redo_label?: string | null;
  readonly focus: { readonly node: string; readonly serial: number } | null;
  readonly run?: RunData | null;
  readonly untested?: UntestedData | null;
}

export interface Selection {
  readonly nodes: readonly string[];
  readonly edge: EdgeKey | null;
  readonly note: string | null;
}

export interface Asked {
  readonly what: string;
  readonly node?: string;
  readonly serial: number;
}

/** The cards' grid and width, in canvas pixels. */
export const GRID = 8;
export const CARD_WIDTH = 240;

/** The key of the edge that leaves a node by an outcome. Ids hold no slash. */
export function edgeKey(source: string, outcome: string): EdgeKey {
  return `${source}/${outcome}`;
}

/** The node and the outcome an edge leaves by. */
export function edgeEnds(key: EdgeKey): { source: string; outcome: string } {
  const slash = key.indexOf("/");
  return { source: key.slice(0, slash), outcome: key.slice(slash + 1) };
}
