import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPaint } from "./soon";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what waits for the painting is done once, after the frame", () => {
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => setTimeout(frame, 16));
  const done = vi.fn();
  afterPaint(done);
  vi.advanceTimersByTime(10);
  expect(done).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20);
  expect(done).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(done).toHaveBeenCalledTimes(1);
});

test("a page in the background, which paints nothing, does it all the same", () => {
  vi.stubGlobal("requestAnimationFrame", () => 0);
  const done = vi.fn();
  afterPaint(done);
  vi.advanceTimersByTime(1_000);
  expect(done).toHaveBeenCalledTimes(1);
});
