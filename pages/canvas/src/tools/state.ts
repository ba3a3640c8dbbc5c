/** What only the tools of one canvas know: notices, deleted cards, the pointer, the search. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { CanvasStore } from "../store/store";
import type { Deleted } from "./changes/deleting";

export interface Prompt {
  readonly what: "stage" | "group";
  readonly id: string;
}

export interface ToolsState {
  /** A sentence shown for some seconds. */
  readonly notice: { readonly sentence: string; readonly serial: number } | null;
  /** Cards deleted in this session, newest first. */
  readonly deleted: readonly Deleted[];
  readonly prompt: Prompt | null;
  readonly editedNote: string | null;
  readonly typed: string;
  readonly foundAt: number;
  /** Where the pointer was last over the drawing, in window coordinates. */
  readonly pointer: readonly [number, number] | null;
}

export type ToolsStore = StoreApi<ToolsState>;

const EMPTY: ToolsState = {
  notice: null,
  deleted: [],
  prompt: null,
  editedNote: null,
  typed: "",
  foundAt: -1,
  pointer: null,
};

const stores = new WeakMap<CanvasStore, ToolsStore>();

/** Return the tools' store of a canvas. */
export function toolsStoreOf(canvas: CanvasStore): ToolsStore {
  const known = stores.get(canvas);
  if (known) return known;
  const made = createStore<ToolsState>()(() => EMPTY);
  stores.set(canvas, made);
  return made;
}

/** Show a sentence for some seconds; screen readers hear it too. */
export function showNotice(canvas: CanvasStore, sentence: string): void {
  const tools = toolsStoreOf(canvas);
  tools.setState({ notice: { sentence, serial: (tools.getState().notice?.serial ?? 0) + 1 } });
  canvas.getState().announce(sentence);
}
