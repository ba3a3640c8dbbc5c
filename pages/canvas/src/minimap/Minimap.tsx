/** The map in the corner, on one canvas; press or drag on it to move the view. */

import { useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import { lanesOf } from "../lanes/lanes";
import { useCanvas, useCanvasStore, useWords } from "../store/context";
import { useTools } from "../tools/context";
import { useIsRoomy } from "../tools/room";
import { drawMap, type MapScale } from "./drawing";

const LARGE = { width: 200, height: 124 };
const SMALL = { width: 136, height: 84 };

/** Draw the map while the person wants it. */
export function Minimap() {
  const isShown = useCanvas((state) => state.preferences.minimap);
  return isShown ? <Map /> : null;
}

function useDrawing(canvas: React.RefObject<HTMLCanvasElement | null>, size: typeof LARGE) {
  const store = useCanvasStore();
  const api = useStoreApi();
  const fit = useRef<MapScale | null>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      const element = canvas.current;
      const pen = element?.getContext("2d");
      if (!element || !pen) return;
      const ratio = devicePixelRatio || 1;
      if (element.width !== Math.round(size.width * ratio)) {
        element.width = Math.round(size.width * ratio);
        element.height = Math.round(size.height * ratio);
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      const { view, kinds, dark, selection } = store.getState();
      const { transform, width, height } = api.getState();
      const [x, y, zoom] = transform;
      const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      const selected = new Set(selection.nodes);
      const picture = { view, kinds, dark, selected, seen, lanes: lanesOf(view) };
      fit.current = drawMap(pen, picture, size.width, size.height);
    };
    const soon = () => {
      frame ||= requestAnimationFrame(draw);
    };
    soon();
    const stops = [
      api.subscribe((state, before) => {
        if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height)
          soon();
      }),
      store.subscribe((state, before) => {
        if (state.view !== before.view || state.dark !== before.dark || state.selection !== before.selection) soon();
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [store, api, canvas, size]);
  return fit;
}

function Map() {
  const tools = useTools();
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useIsRoomy() ? LARGE : SMALL;
  const fit = useDrawing(canvas, size);
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = canvas.current?.getBoundingClientRect();
    if (event.buttons !== 1 || !fit.current || !box) return;
    const { scale, left, top } = fit.current;
    const x = left + (event.clientX - box.left) / scale;
    const y = top + (event.clientY - box.top) / scale;
    void tools.flow.setCenter(x, y, { zoom: tools.flow.getZoom(), duration: 0 });
  };
  return (
    <canvas
      ref={canvas}
      className="fx-panel fx-minimap"
      role="img"
      aria-label={words.minimap.label}
      style={size}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={move}
    />
  );
}
