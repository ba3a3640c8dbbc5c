/** Gestures as data: an operation is one undo step, made of primitive changes. */
import type { Group, Json, Lane, NodeDocument, Note, Point, Stage, Variable } from "./types";

export type Change =
  | { readonly change: "put_node"; readonly node: NodeDocument }
  | { readonly change: "remove_node"; readonly id: string }
  | { readonly change: "set"; readonly node: string; readonly path: string; readonly value: Json }
  | { readonly change: "put_edge"; readonly source: string; readonly outcome: string; readonly target: string }
  | { readonly change: "remove_edge"; readonly source: string; readonly outcome: string }
  | { readonly change: "place"; readonly id: string; readonly at: Point }
  | { readonly change: "put_note"; readonly note: Note }
  | { readonly change: "remove_note"; readonly id: string }
  | { readonly change: "put_stage"; readonly stage: Stage }
  | { readonly change: "remove_stage"; readonly id: string }
  | { readonly change: "order_stages"; readonly ids: readonly string[] }
  | { readonly change: "put_lane"; readonly id: string; readonly lane: Lane }
  | { readonly change: "put_group"; readonly group: Group }
  | { readonly change: "remove_group"; readonly id: string }
  | { readonly change: "put_variable"; readonly variable: Variable }
  | { readonly change: "remove_variable"; readonly name: string }
  | { readonly change: "rename_variable"; readonly old: string; readonly new: string }
  | { readonly change: "set_flow"; readonly path: string; readonly value: Json }
  | { readonly change: "set_translation"; readonly language: string; readonly key: string; readonly value: string | null };

export type OperationKind =
  | "add" | "move" | "connect" | "disconnect" | "delete" | "delete_and_reconnect" | "rename" | "set_text"
  | "set_field" | "paste" | "duplicate" | "cut" | "set_stage" | "layout" | "insert" | "note" | "stage" | "group"
  | "variables" | "settings" | "fix" | "restore" | "undo" | "redo";

export interface Operation {
  readonly client: string;
  readonly sequence: number;
  readonly kind: OperationKind;
  readonly changes: readonly Change[];
  /** What it found there, as changes that bring it back (before.ts). */
  readonly before?: readonly Change[];
  /** The server's session in which it was made. */
  readonly session?: string;
}

export interface Gestures {
  readonly client: string;
  /** The server's session, and which of its views this browser holds. */
  readonly session: string;
  readonly held: number;
  readonly operations: readonly Operation[];
}
