/**
 * A click on a bubble presses the button of its group that shows its block on the drawing, unless
 * the click was for a link or a button in it, or the person marks text.
 */
const GROUP = "[class*='st-key-fx-said-']";
const PLACE = "[class*='st-key-fx-place-'] button";
const OWN_CLICK = "a, button, input, textarea, audio, video, summary";

const state = (window.fluxoBubbles ??= { isListening: false });

function heard(event) {
  const group = event.target.closest?.(GROUP);
  if (!group || event.target.closest(OWN_CLICK)) return;
  if (String(document.getSelection?.() ?? "") !== "") return;
  group.querySelector(PLACE)?.click();
}

export default function listen() {
  if (state.isListening) return;
  state.isListening = true;
  document.addEventListener("click", heard);
}
