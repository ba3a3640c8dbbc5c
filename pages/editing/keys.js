/**
 * V, and Shift+V, turn to the next view of the flow where no canvas hears them: in the script.
 * The canvas has its keys to itself (canvas/src/gestures/keyboard.ts).
 */
const CHOICE = "[class*='st-key-view-']";
const TYPING = "input, textarea, select, [contenteditable=true], [role=dialog] *";

const state = (window.fluxoKeys ??= { isListening: false });

/** The choice of a view; while the page is drawn again, the one it had before may still be there. */
function choice() {
  const all = [...document.querySelectorAll(CHOICE)];
  return all.find((one) => !one.closest("[data-stale=true]")) ?? all[0];
}

function heard(event) {
  if (event.key.toLowerCase() !== "v" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || event.isComposing || event.target.matches?.(TYPING)) return;
  const views = [...(choice()?.querySelectorAll("button") ?? [])];
  const at = views.findIndex((view) => view.getAttribute("aria-checked") === "true");
  if (at < 0) return;
  event.preventDefault();
  views[(at + (event.shiftKey ? -1 : 1) + views.length) % views.length].click();
}

export default function listen() {
  if (state.isListening) return;
  state.isListening = true;
  document.addEventListener("keydown", heard);
}
