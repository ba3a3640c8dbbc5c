/** Work that may wait until what was just done is painted. */

/** A page in the background paints nothing; what waits for it goes on after this time. */
const LATEST_MS = 100;

/** Call back once after the next frame is painted. */
export function afterPaint(then: () => void): void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    then();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LATEST_MS);
}
