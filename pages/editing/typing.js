/**
 * Let a text be kept while it is being typed: Streamlit takes a field's text when it is left, or
 * at Ctrl+Enter. After a short pause in typing, and every other
 * second without one, we press that for the person, so that previews,
 * limits and errors follow the words, and a closed tab loses none of them.
 */
const LIVE = "[class*='st-key-fx-live'] :is(textarea, input[type=text])";
const PAUSE_MS = 500;
const AT_MOST_MS = 2000;

const typing = (window.fluxoTyping ??= { waiting: new WeakMap(), isListening: false });

function take(field) {
  typing.waiting.delete(field);
  if (!field.isConnected || document.activeElement !== field) return;
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  field.dispatchEvent(new KeyboardEvent("keydown", { ...enter, ctrlKey: field.matches("textarea") }));
}

function heard(event) {
  const field = event.target;
  if (!(field instanceof HTMLElement) || !field.matches(LIVE) || event.isComposing) return;
  const { timer, since = Date.now() } = typing.waiting.get(field) ?? {};
  clearTimeout(timer);
  const rest_ms = Math.max(0, Math.min(PAUSE_MS, since + AT_MOST_MS - Date.now()));
  typing.waiting.set(field, { since, timer: setTimeout(() => take(field), rest_ms) });
}

export default function listen() {
  if (typing.isListening) return;
  typing.isListening = true;
  document.addEventListener("input", heard, true);
}
