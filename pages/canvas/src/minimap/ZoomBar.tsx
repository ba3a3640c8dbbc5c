/** Buttons for zoom, for the whole flow, for the map and for help. */

import { useStore } from "@xyflow/react";
import { runAction } from "../command/registry";
import { keysOf } from "../shortcuts/table";
import { keyWords } from "../shortcuts/keys";
import { useCanvas, useWords } from "../store/context";
import { useTools } from "../tools/context";
import type { ActionId } from "../words";

const percentOf = (state: { transform: readonly number[] }): number =>
  Math.round((state.transform[2] ?? 1) * 100);

/** Draw the bar. */
export function ZoomBar() {
  const words = useWords();
  const percent = useStore(percentOf);
  const isMapShown = useCanvas((state) => state.preferences.minimap);
  return (
    <div className="fx-panel fx-zoom" role="toolbar" aria-label={words.zoom.label}>
      <Button id="zoomOut">−</Button>
      <Button id="zoom100" label={`${words.zoom.percent(percent)}: ${words.zoom.reset}`}>
        {words.zoom.percent(percent)}
      </Button>
      <Button id="zoomIn">+</Button>
      <Button id="fitFlow">
        <svg width="16" height="16" viewBox="0 0 24 24" className="fx-icon" aria-hidden="true">
          <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
        </svg>
      </Button>
      <Button id="minimap" isPressed={isMapShown} label={isMapShown ? words.minimap.hide : words.minimap.show}>
        <svg width="16" height="16" viewBox="0 0 24 24" className="fx-icon" aria-hidden="true">
          <path d="M9 4L3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14" />
        </svg>
      </Button>
      <Button id="help">?</Button>
    </div>
  );
}

interface ButtonProps {
  readonly id: ActionId;
  readonly label?: string;
  readonly isPressed?: boolean;
  readonly children: React.ReactNode;
}

function Button({ id, label, isPressed, children }: ButtonProps) {
  const tools = useTools();
  const words = useWords();
  const own = useCanvas((state) => state.preferences.keys);
  const name = label ?? words.actions[id];
  const [key] = keysOf(id, own);
  return (
    <button
      type="button"
      className="fx-icon-button"
      aria-label={name}
      aria-pressed={isPressed}
      title={key === undefined ? name : `${name} (${keyWords(key, words.keys)})`}
      data-action={id}
      onClick={() => runAction(tools, id)}
    >
      {children}
    </button>
  );
}
