/** The focus comes back to the drawing after a dialog of the page, as the one of a lost connection. */

const DIALOG = "[role=dialog]";

/**
 * Remember what a dialog took the focus from, and give it back when the dialog is gone.
 *
 * The page itself cannot: it sees the shadow host only, which takes no focus.
 */
export function returnFocus(host: HTMLElement): () => void {
  let taken: HTMLElement | null = null;
  const leave = (event: FocusEvent): void => {
    const [from] = event.composedPath();
    taken = isInDialog(event.relatedTarget) && from instanceof HTMLElement ? from : null;
  };
  const giveBack = (): void => {
    if (!taken || (document.activeElement !== document.body && document.activeElement)) return;
    const back = taken.isConnected ? taken : host.querySelector<HTMLElement>(".fx-canvas");
    taken = null;
    back?.focus({ preventScroll: true });
  };
  const close = (event: FocusEvent): void => {
    if (taken && event.relatedTarget === null && isInDialog(event.target)) requestAnimationFrame(giveBack);
  };
  const move = (event: FocusEvent): void => {
    if (!isInDialog(event.target)) taken = null;
  };
  host.addEventListener("focusout", leave);
  document.addEventListener("focusout", close);
  document.addEventListener("focusin", move);
  return () => {
    host.removeEventListener("focusout", leave);
    document.removeEventListener("focusout", close);
    document.removeEventListener("focusin", move);
  };
}

/** Say whether the focus went into a dialog of the page: a field that it left is not done with. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(DIALOG) !== null && target.closest(".fx-host") === null;
}
