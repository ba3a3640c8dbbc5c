// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { returnFocus } from "./returning";

let stop: () => void;
let card: HTMLElement;
let dialog: HTMLElement;

beforeEach(() => {
  document.body.innerHTML =
    '<div id="host"><div class="fx-canvas" tabindex="0"><div id="card" tabindex="-1"></div></div></div>' +
    '<section role="dialog" tabindex="-1"></section><button></button>';
  card = document.getElementById("card")!;
  dialog = document.querySelector("section")!;
  stop = returnFocus(document.getElementById("host")!);
});

afterEach(() => stop());

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function move(from: HTMLElement, to: HTMLElement | null): void {
  from.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true, relatedTarget: to }));
  if (to) to.focus();
  else (document.activeElement as HTMLElement | null)?.blur();
}

test("a card gets the focus back when the dialog that took it is gone", async () => {
  card.focus();
  move(card, dialog);
  move(dialog, null);
  dialog.remove();
  await nextFrame();
  expect(document.activeElement).toBe(card);
});

test("the drawing gets it when the card is no longer there", async () => {
  card.focus();
  move(card, dialog);
  card.remove();
  move(dialog, null);
  await nextFrame();
  expect(document.activeElement?.className).toBe("fx-canvas");
});

test("a button that the person went to keeps it", async () => {
  card.focus();
  move(card, dialog);
  move(dialog, document.querySelector("button")!);
  document.querySelector("button")!.blur();
  await nextFrame();
  expect(document.activeElement).toBe(document.body);
});
