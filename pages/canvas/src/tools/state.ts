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
}

export type ToolsStore = StoreApi<ToolsState>;

const EMPTY: ToolsState = {
  notice: null,
  deleted: [],
  prompt: null,
  editedNote: null,
  typed: "",
  foundAt: -1,
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

const pointers = new WeakMap<CanvasStore, readonly [number, number]>();

/** Return where the pointer is over the canvas, in window coordinates; null when it is elsewhere. */
export function pointerOver(canvas: CanvasStore): readonly [number, number] | null {
  return pointers.get(canvas) ?? null;
}

/** Keep where the pointer is; not part of the state, so that moving it draws nothing. */
export function movePointer(canvas: CanvasStore, at: readonly [number, number] | null): void {
  if (at) pointers.set(canvas, at);
  else pointers.delete(canvas);
}

/** Show a sentence for some seconds; screen readers hear it too. */
export function showNotice(canvas: CanvasStore, sentence: string): void {
  const tools = toolsStoreOf(canvas);
  tools.setState({ notice: { sentence, serial: (tools.getState().notice?.serial ?? 0) + 1 } });
  canvas.getState().announce(sentence);
}
