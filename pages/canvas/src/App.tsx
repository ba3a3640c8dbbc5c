/** The canvas with everything over it. */
import { ReactFlowProvider } from "@xyflow/react";
import { Canvas } from "./gestures/Canvas";
import { CanvasProvider, useCanvas, useWords } from "./store/context";
import type { CanvasStore } from "./store/store";
import { Overlays } from "./tools/overlays";

export function App({ store }: { store: CanvasStore }) {
  return (
    <CanvasProvider store={store}>
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
      {ready ? <Canvas /> : <p className="fx-loading">{words.canvas.loading}</p>}
      {ready && (
        <div className="fx-overlays">
          <Overlays />
        </div>
      )}
    </div>
  );
}
