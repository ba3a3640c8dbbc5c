import { describe, expect, test } from "vitest";
import { ptBR } from "../words/pt-BR";
import { belongsToButton, isAllowed, isTyping, keyOf, keyWords, type KeyPress } from "./keys";
import { ACTION_IDS, ACTIONS, actionOf, keysOf } from "./table";

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  };
}

const from = (...path: unknown[]) => ({ composedPath: () => path });

describe("the table of the specification", () => {
  const keys = [
    "Tab Shift+Tab ArrowRight ArrowLeft ArrowUp ArrowDown Enter Escape",
    "Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown",
    "Ctrl+Shift+ArrowLeft Ctrl+Shift+ArrowRight Ctrl+Shift+ArrowUp Ctrl+Shift+ArrowDown",
    "F2 + A L Ctrl+Z Ctrl+Shift+Z Ctrl+Y Ctrl+C Ctrl+X Ctrl+V Ctrl+D Delete Backspace Ctrl+Delete",
    "Ctrl+A Ctrl+G Ctrl+Shift+G Ctrl+F F3 Ctrl+K Home 1 2 0 = - M Shift+Alt+L Shift+S",
    "Ctrl+Enter Shift+Enter V Shift+V F6 F8 Shift+F8 Ctrl+S ?",
  ].flatMap((row) => row.split(" "));

  test.each(keys)("%s has an action", (key) => {
    expect(actionOf(key)).not.toBeNull();
  });

  test("every action has words, every word an action", () => {
    expect([...ACTION_IDS].sort()).toEqual(Object.keys(ptBR.actions).sort());
  });

  test("no key has two actions", () => {
    const all = ACTION_IDS.flatMap((id) => ACTIONS[id].keys);
    expect(new Set(all).size).toBe(all.length);
  });

  test("no key is one that browsers, Streamlit or Brazilian keyboards need", () => {
    expect(ACTION_IDS.flatMap((id) => ACTIONS[id].keys).filter((key) => !isAllowed(key))).toEqual([]);
    for (const key of ["R", "C", "Ctrl+Alt+A", "Alt+ArrowLeft", "Alt+1", "Ctrl+T", "Ctrl+W"])
      expect(isAllowed(key)).toBe(false);
  });
});

describe("pressed keys", () => {
  test("are named with their modifiers", () => {
    expect(keyOf(press("z", { ctrlKey: true }))).toBe("Ctrl+Z");
    expect(keyOf(press("Z", { ctrlKey: true, shiftKey: true }))).toBe("Ctrl+Shift+Z");
    expect(keyOf(press("ArrowLeft", { shiftKey: true }))).toBe("Shift+ArrowLeft");
    expect(keyOf(press("a"))).toBe("A");
    expect(keyOf(press(" "))).toBe("Space");
  });

  test("signs are themselves, however the keyboard makes them", () => {
    expect(keyOf(press("?", { shiftKey: true }))).toBe("?");
    expect(keyOf(press("+", { shiftKey: true }))).toBe("+");
    expect(keyOf(press("+"))).toBe("+");
  });

  test("Shift+Alt with a letter goes by the place of the key", () => {
    expect(keyOf(press("Ò", { shiftKey: true, altKey: true, code: "KeyL" }))).toBe("Shift+Alt+L");
  });

  test("Cmd is Ctrl", () => {
    expect(keyOf(press("k", { metaKey: true }))).toBe("Ctrl+K");
  });

  test("AltGr, Ctrl+Alt, composition and lone modifiers are no keys", () => {
    const altGr = { getModifierState: (key: string) => key === "AltGraph" };
    expect(keyOf(press("/", altGr))).toBeNull();
    expect(keyOf(press("q", { ctrlKey: true, altKey: true }))).toBeNull();
    expect(keyOf(press("a", { isComposing: true }))).toBeNull();
    expect(keyOf(press("Shift", { shiftKey: true }))).toBeNull();
  });

  test("are shown in the words of the interface", () => {
    expect(keyWords("Ctrl+Shift+Z", ptBR.keys)).toBe("Ctrl Shift Z");
    expect(keyWords("+", ptBR.keys)).toBe("+");
    expect(keyWords("Escape", ptBR.keys)).toBe("Esc");
  });
});

describe("typing", () => {
  test("goes on in every field, also inside a shadow root", () => {
    const host = { tagName: "DIV" };
    expect(isTyping(from({ tagName: "INPUT", type: "text" }, host))).toBe(true);
    expect(isTyping(from({ tagName: "TEXTAREA" }, host))).toBe(true);
    expect(isTyping(from({ tagName: "SELECT" }, host))).toBe(true);
    expect(isTyping(from({ tagName: "SPAN", isContentEditable: true }, host))).toBe(true);
    const span = { tagName: "SPAN", getAttribute: () => "plaintext-only" };
    expect(isTyping(from(span, host))).toBe(true);
  });

  test("does not go on in buttons and cards", () => {
    expect(isTyping(from({ tagName: "DIV" }))).toBe(false);
    expect(isTyping(from({ tagName: "INPUT", type: "checkbox" }))).toBe(false);
    expect(isTyping(from())).toBe(false);
  });

  test("Enter on a button is the button's", () => {
    expect(belongsToButton(from({ tagName: "BUTTON" }), "Enter")).toBe(true);
    expect(belongsToButton(from({ tagName: "BUTTON" }), "Ctrl+Z")).toBe(false);
    expect(belongsToButton(from({ tagName: "DIV" }), "Enter")).toBe(false);
  });
});

describe("own keys", () => {
  test("replace the standard ones", () => {
    const own = { minimap: "N" };
    expect(actionOf("N", own)).toBe("minimap");
    expect(actionOf("M", own)).toBeNull();
  });

  test("take a key away from the action that had it", () => {
    const own = { minimap: "L" };
    expect(actionOf("L", own)).toBe("minimap");
    expect(keysOf("connect", own)).toEqual([]);
  });

  test("may be none", () => {
    expect(keysOf("minimap", { minimap: "" })).toEqual([]);
  });
});
