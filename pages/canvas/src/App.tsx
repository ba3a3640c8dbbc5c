/** The canvas with everything over it. */
import { ReactFlowProvider } from "@xyflow/react";
import { Canvas } from "./gestures/Canvas";
import { SavedLine } from "./journal/SavedLine";
import { CanvasProvider, useCanvas, useWords } from "./store/context";
import type { Commands } from "./store/commands";
import type { CanvasStore } from "./store/store";
import { Overlays } from "./tools/overlays";
import { SkipLink } from "./tools/SkipLink";

export function App({ store, commands }: { store: CanvasStore; commands: Commands }) {
  return (
    <CanvasProvider store={store} commands={commands}>
      <ReactFlowProvider>
        <Frame />
      </ReactFlowProvider>
    </CanvasProvider>
  );
}

function Frame() {
  const ready = useCanvas((state) => state.ready);
  const dark = useCanvas((state) => state.dark);
  const words = useWords();
  return (
    <div className={dark ? "fx-root fx-dark" : "fx-root"}>
      {ready && <SkipLink />}
      {ready ? <Canvas /> : <p className="fx-loading">{words.canvas.loading}</p>}
      {ready && (
        <div className="fx-overlays">
          <SavedLine />
          <Overlays />
        </div>
      )}
    </div>
  );
}
