// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createCanvasStore } from "../store/store";
import { focusBeside, listenBeside } from "./beside";
import type { Tools } from "./context";

const press = (on: Element, key: string) => on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

describe("F6", () => {
  const drawing = vi.fn();
  let stop: AbortController;

  beforeEach(() => {
    document.body.innerHTML =
      '<div class="st-key-fx-side"><button aria-checked="false">A</button><button aria-checked="true">B</button></div><button id="other"></button>';
    stop = new AbortController();
    drawing.mockReset();
    const store = createCanvasStore({ client: "c" });
    listenBeside({ store, root: () => null, drawing: () => ({ focus: drawing }) } as unknown as Tools, stop.signal);
    return () => stop.abort();
  });

  test("leads to what is chosen beside the canvas", () => {
    expect(focusBeside()).toBe(true);
    expect(document.activeElement?.textContent).toBe("B");
  });

  test("is left to the browser where nothing stands beside", () => {
    document.body.innerHTML = "";
    expect(focusBeside()).toBe(false);
  });

  test("leads back from there, and from nowhere else", () => {
    press(document.querySelector("#other")!, "F6");
    press(document.querySelector(".st-key-fx-side button")!, "F7");
    expect(drawing).not.toHaveBeenCalled();
    press(document.querySelector(".st-key-fx-side button")!, "F6");
    expect(drawing).toHaveBeenCalledOnce();
  });
});
