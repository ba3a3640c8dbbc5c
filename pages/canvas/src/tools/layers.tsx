/** What stands on the canvas under the edges and moves with it: notes, groups. */

import { ViewportPortal } from "@xyflow/react";
import { Groups } from "../groups/Groups";
import { Notes } from "../notes/Notes";

/** Draw notes and frames. */
export function Layers() {
  return (
    <ViewportPortal>
      <div className="fx-layers">
        <Groups />
        <Notes />
      </div>
    </ViewportPortal>
  );
}
