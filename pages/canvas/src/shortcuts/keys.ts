/** Keys as words: "Ctrl+Shift+Z"; and when the canvas must leave them alone. */

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing?: boolean;
  getModifierState?(key: string): boolean;
}

const MODIFIERS = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"]);

/** Chords that browsers keep for themselves, or that mean letters on some keyboards. */
const BROWSER_KEYS = new Set(
  ["N", "T", "W", "Shift+N", "Shift+T", "Shift+W", "R", "L", "Q", "Tab", "Shift+Tab"].map(
    (key) => `Ctrl+${key}`,
  ),
);

function nameOf(press: KeyPress): string {
  if (press.altKey && press.code.startsWith("Key")) return press.code.slice(3);
  if (press.key === " ") return "Space";
  return press.key.length === 1 ? press.key.toUpperCase() : press.key;
}

function isSymbol(name: string): boolean {
  return name.length === 1 && name.toLowerCase() === name.toUpperCase();
}

/** Return the name of a pressed chord; null for what is none (AltGr, Ctrl+Alt, a lone modifier). */
export function keyOf(press: KeyPress): string | null {
  if (press.isComposing || MODIFIERS.has(press.key)) return null;
  if (press.getModifierState?.("AltGraph")) return null;
  const ctrl = press.ctrlKey || press.metaKey;
  if (ctrl && press.altKey) return null;
  const name = nameOf(press);
  const shift = press.shiftKey && !isSymbol(name);
  return [ctrl && "Ctrl", shift && "Shift", press.altKey && "Alt", name].filter(Boolean).join("+");
}

/** Say whether a person may give this chord to an action. */
export function isAllowed(key: string): boolean {
  const parts = key.split("+");
  const [ctrl, alt] = [parts.includes("Ctrl"), parts.includes("Alt")];
  if (ctrl && alt) return false;
  if (alt && /(Arrow\w+|\d)$/.test(key)) return false;
  if (key === "R" || key === "C") return false;
  return !BROWSER_KEYS.has(key);
}

interface Editable {
  tagName?: string;
  type?: string;
  isContentEditable?: boolean;
  getAttribute?(name: string): string | null;
}

const NOT_TYPED = new Set(["button", "checkbox", "radio", "range", "color", "file", "submit"]);

/** Say whether keys pressed in an element are typing. */
export function isEditable(element: unknown): boolean {
  const { tagName, type, isContentEditable, getAttribute } = (element ?? {}) as Editable;
  const tag = tagName?.toLowerCase();
  if (tag === "textarea" || tag === "select") return true;
  if (tag === "input") return !NOT_TYPED.has(type ?? "text");
  if (isContentEditable) return true;
  const editable = getAttribute?.call(element, "contenteditable");
  return editable !== undefined && editable !== null && editable !== "false";
}

/** Say whether a key event began where a person types; sees into shadow roots. */
export function isTyping(event: { composedPath(): readonly unknown[] }): boolean {
  return isEditable(event.composedPath()[0]);
}

const BUTTON_KEYS = new Set(["Enter", "Space", "Tab", "Shift+Tab", "Home", "End"]);

/** Say whether a key belongs to the button that has the focus, not to the canvas. */
export function belongsToButton(event: { composedPath(): readonly unknown[] }, key: string): boolean {
  const { tagName } = (event.composedPath()[0] ?? {}) as Editable;
  const tag = tagName?.toLowerCase();
  return (tag === "button" || tag === "a") && (BUTTON_KEYS.has(key) || /^Arrow/.test(key));
}

/** Return a chord in the words of the interface: "Ctrl + Shift + Z". */
export function keyWords(key: string, names: Readonly<Record<string, string>>): string {
  const plus = key.endsWith("+");
  const parts = (plus ? key.slice(0, -1) : key).split("+").filter(Boolean);
  return [...parts.map((part) => names[part] ?? part), ...(plus ? ["+"] : [])].join(" ");
}

/** Say whether an event began in something that lies open over the canvas and has keys of its own. */
export function isInPopover(event: { composedPath(): readonly unknown[] }): boolean {
  return event
    .composedPath()
    .some((part) => part instanceof Element && part.classList.contains("fx-popover"));
}
