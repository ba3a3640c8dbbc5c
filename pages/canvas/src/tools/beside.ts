/** What stands beside the canvas on the page: F6 leads there from a card, and back. */

import { actionOf } from "../shortcuts/table";
import { keyOf } from "../shortcuts/keys";
import type { Tools } from "./context";
import { focusDrawing } from "./focus";

/** The key that the page gives to what stands beside its canvas. */
const BESIDE = ".st-key-fx-side";
const CHOSEN = "[aria-checked=true]";
const FOCUSABLE = "button, input, textarea, [tabindex='0']";

/** Give the focus to the panel beside the canvas; false when there is none. */
export function focusBeside(): boolean {
  const beside = document.querySelector(BESIDE);
  const first = beside?.querySelector<HTMLElement>(CHOSEN) ?? beside?.querySelector<HTMLElement>(FOCUSABLE);
  first?.focus();
  return Boolean(first);
}

/** Bring the focus back to the drawing when the same key is pressed in the panel. */
export function listenBeside(tools: Tools, signal: AbortSignal): void {
  const back = (event: KeyboardEvent): void => {
    if (!(event.target instanceof Element) || !event.target.closest(BESIDE)) return;
    const key = keyOf(event);
    if (key === null || actionOf(key, tools.store.getState().preferences.keys) !== "beside") return;
    event.preventDefault();
    focusDrawing(tools);
  };
  document.addEventListener("keydown", back, { signal });
}
