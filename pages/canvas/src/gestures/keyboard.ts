/** Keys of the canvas: run their command, and never reach the page around it. */
import { belongsToButton, isInPopover, isTyping, keyOf } from "../shortcuts/keys";
import { actionOf } from "../shortcuts/table";
import type { Commands } from "../store/commands";
import type { CanvasStore } from "../store/store";

/** Keys that React Flow listens for at the window: they change what the pointer does. */
const LET_THROUGH = new Set(["Shift", "Control", "Meta", "Alt", "AltGraph", " "]);

/**
 * Listen on the host of the canvas, after React's own listeners there.
 *
 * A page of Streamlit runs again on a bare `r` and opens a dialog on a bare `c`, also when they are
 * typed into a field inside a shadow root; so no bare key leaves the canvas.
 */
export function listenToKeys(host: HTMLElement, store: CanvasStore, commands: Commands): () => void {
  const down = (event: KeyboardEvent): void => {
    const handled = !event.defaultPrevented && handle(event, store, commands);
    if (handled) event.preventDefault();
    if (handled || staysInside(event)) event.stopPropagation();
  };
  const up = (event: KeyboardEvent): void => {
    if (staysInside(event)) event.stopPropagation();
  };
  host.addEventListener("keydown", down);
  host.addEventListener("keyup", up);
  host.addEventListener("keypress", up);
  return () => {
    host.removeEventListener("keydown", down);
    host.removeEventListener("keyup", up);
    host.removeEventListener("keypress", up);
  };
}

/** Whether a key must not reach the page: it is typed, or it is a bare sign. */
export function staysInside(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "composedPath">): boolean {
  if (LET_THROUGH.has(event.key)) return false;
  if (isTyping(event)) return true;
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey;
}

function handle(event: KeyboardEvent, store: CanvasStore, commands: Commands): boolean {
  if (isTyping(event) || isInPopover(event)) return false;
  const key = keyOf(event);
  if (key === null || belongsToButton(event, key)) return false;
  const action = actionOf(key, store.getState().preferences.keys);
  return action !== null && commands.run(action);
}
