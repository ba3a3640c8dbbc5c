/** The first stop of the keyboard: to the script of the flow, where all can be read and edited. */

import { useActions, useWords } from "../store/context";

/** Draw the link; it is seen while it has the focus. */
export function SkipLink() {
  const words = useWords();
  const { ask } = useActions();
  return (
    <button type="button" className="fx-skip" onClick={() => ask("outline")}>
      {words.canvas.skipToOutline}
    </button>
  );
}
