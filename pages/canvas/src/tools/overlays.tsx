/** What stands over the canvas in window coordinates: palette, quick-add, menus, minimap, … */

import { Announcer } from "../announce/Announcer";
import { CommandPalette } from "../command/CommandPalette";
import { Restore } from "../command/Restore";
import { Find } from "../find/Find";
import { Legend } from "../legend/Legend";
import { Menu } from "../menus/Menu";
import { NamePrompt } from "../menus/NamePrompt";
import { Minimap } from "../minimap/Minimap";
import { ZoomBar } from "../minimap/ZoomBar";
import { Palette } from "../palette/Palette";
import { Connect } from "../quickadd/Connect";
import { QuickAdd } from "../quickadd/QuickAdd";
import { Help } from "../shortcuts/Help";
import { Keyboard } from "../shortcuts/Keyboard";
import { useCanvas } from "../store/context";
import type { Overlay } from "../store/state";
import { useToolsState } from "./context";

/** Draw the tools and whatever is open. */
export function Overlays() {
  const overlay = useCanvas((state) => state.overlay);
  const prompt = useToolsState((state) => state.prompt);
  return (
    <>
      <Keyboard />
      <div className="fx-side">
        <Palette />
        <Legend />
      </div>
      <div className="fx-corner">
        <Minimap />
        <ZoomBar />
      </div>
      {overlay && <Opened key={keyOf(overlay)} overlay={overlay} />}
      {prompt && <NamePrompt key={prompt.id} prompt={prompt} />}
      <Announcer />
    </>
  );
}

function keyOf(overlay: Overlay): string {
  return "screen" in overlay ? `${overlay.name} ${overlay.screen?.join(" ")}` : overlay.name;
}

function Opened({ overlay }: { readonly overlay: Overlay }) {
  switch (overlay.name) {
    case "quickAdd":
      return <QuickAdd overlay={overlay} />;
    case "connect":
      return <Connect overlay={overlay} />;
    case "menu":
      return <Menu overlay={overlay} />;
    case "find":
      return <Find />;
    case "command":
      return <CommandPalette />;
    case "help":
      return <Help />;
    case "restore":
      return <Restore />;
  }
}
