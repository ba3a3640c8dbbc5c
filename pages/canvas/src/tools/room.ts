/** How much room the canvas has beside the inspector. */

import { useEffect, useState } from "react";
import { useTools } from "./context";

const ROOMY = 760;
/** Lane titles, and the buttons below them. */
const TITLES = 84;

/** Return whether the canvas is wide enough for panels to stand open on it. */
export function useIsRoomy(): boolean {
  const tools = useTools();
  const [isRoomy, setRoomy] = useState(true);
  useEffect(() => {
    const root = tools.root();
    if (!root) return;
    const observer = new ResizeObserver(() => setRoomy(root.clientWidth >= ROOMY));
    observer.observe(root);
    return () => observer.disconnect();
  }, [tools]);
  return isRoomy;
}

export interface FreeArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Return the part of a canvas that no panel covers, in pixels from its corner. */
export function freeArea(within: HTMLElement | null): FreeArea | null {
  const root = within?.closest<HTMLElement>(".fx-root");
  if (!root) return null;
  const area = { width: root.clientWidth, height: root.clientHeight };
  const palette = root.querySelector<HTMLElement>(".fx-palette");
  const edge = root.getBoundingClientRect().left;
  const right = palette ? palette.getBoundingClientRect().right - edge : 0;
  const left = right < area.width / 3 ? right : 0;
  const top = area.height > 400 ? TITLES : 0;
  const corner = root.querySelector<HTMLElement>(".fx-corner")?.offsetHeight ?? 0;
  const bottom = corner < area.height / 3 ? corner : 0;
  return { left, top, width: area.width - left, height: area.height - top - bottom };
}
