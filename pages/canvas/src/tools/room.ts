/** How much room the canvas has beside the inspector. */

import { useEffect, useState } from "react";
import { useTools } from "./context";

const ROOMY = 760;

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
