/** Gives the canvas its commands, and listens to the clipboard and the pointer. */

import { useEffect, useMemo } from "react";
import { onClipboardEvent } from "../clipboard/system";
import { commandsOf } from "../command/registry";
import { selectedTarget } from "../command/target";
import { useRegisterCommands } from "../store/context";
import { listenBeside } from "../tools/beside";
import { type Tools, useTools } from "../tools/context";
import { focusDrawing, focusedIn } from "../tools/focus";
import { movePointer } from "../tools/state";
import { isInPopover, isTyping } from "./keys";

function onClipboard(tools: Tools, event: ClipboardEvent): void {
  if (event.defaultPrevented || isTyping(event) || isInPopover(event)) return;
  const target = selectedTarget(tools.store.getState());
  if (onClipboardEvent(tools, target, event)) event.preventDefault();
}

/** Give the focus to the drawing when a person presses on it, so that keys arrive. */
function onPointerDown(tools: Tools, event: PointerEvent): void {
  const [first] = event.composedPath();
  if (!(first instanceof Element) || isTyping(event) || !first.closest(".fx-canvas")) return;
  requestAnimationFrame(() => {
    const focused = focusedIn(tools.root());
    if (!focused || !tools.root()?.contains(focused)) tools.drawing()?.focus({ preventScroll: true });
  });
}

/** Give the focus to the drawing when the card that had it is no longer drawn, so that keys go on working. */
function keepFocus(tools: Tools, root: HTMLElement, options: { signal: AbortSignal }): void {
  let last: Element | null = null;
  root.addEventListener("focusin", () => (last = focusedIn(root)?.closest(".fx-card") ?? null), options);
  const look = () => {
    if (options.signal.aborted) return;
    const isLost = last && !last.isConnected && document.activeElement === document.body;
    if (isLost && !focusedIn(root)) focusDrawing(tools);
    if (last && !last.isConnected) last = null;
  };
  const observer = new MutationObserver(look);
  const nodes = root.querySelector(".react-flow__nodes");
  if (nodes) observer.observe(nodes, { childList: true, subtree: true });
  options.signal.addEventListener("abort", () => observer.disconnect());
}

function listen(tools: Tools, root: HTMLElement): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  for (const type of ["copy", "cut", "paste"] as const)
    root.addEventListener(type, (event) => onClipboard(tools, event), options);
  root.addEventListener("pointerdown", (event) => onPointerDown(tools, event), { ...options, capture: true });
  root.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => movePointer(tools.store, [clientX, clientY]),
    { ...options, passive: true },
  );
  keepFocus(tools, root, options);
  listenBeside(tools, stop.signal);
  root.addEventListener("pointerleave", () => movePointer(tools.store, null), options);
  return () => stop.abort();
}

/** Attach all that while the canvas is there; draws nothing. */
export function Keyboard() {
  const tools = useTools();
  useRegisterCommands(useMemo(() => commandsOf(tools), [tools]));
  useEffect(() => {
    const root = tools.root();
    return root ? listen(tools, root) : undefined;
  }, [tools]);
  return null;
}
