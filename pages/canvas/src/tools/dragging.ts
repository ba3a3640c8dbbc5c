/** Dragging things that are not React Flow's: notes, their corners, frames. */

import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, useRef, useState } from "react";
import { snap } from "../layout/card";

export interface Dragging {
  /** How far it was dragged until now, in pixels of the drawing. */
  readonly by: readonly [number, number];
  readonly isDragged: boolean;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
  };
}

const NOT_MOVED: readonly [number, number] = [0, 0];

/** Return how far a thing is dragged; `onDrop` is called once, with whole steps of the grid. */
export function useDragging(onDrop: (by: readonly [number, number]) => void, isEnabled = true): Dragging {
  const { getZoom } = useReactFlow();
  const from = useRef<readonly [number, number] | null>(null);
  const [by, setBy] = useState(NOT_MOVED);
  const measure = (event: PointerEvent): readonly [number, number] => {
    const zoom = getZoom();
    const [x, y] = from.current ?? NOT_MOVED;
    return [snap((event.clientX - x) / zoom), snap((event.clientY - y) / zoom)];
  };
  return {
    by,
    isDragged: by[0] !== 0 || by[1] !== 0,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0 || !isEnabled) return;
        event.stopPropagation();
        from.current = [event.clientX, event.clientY];
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        if (from.current) setBy(measure(event));
      },
      onPointerUp: (event) => {
        if (!from.current) return;
        const [dx, dy] = measure(event);
        from.current = null;
        setBy(NOT_MOVED);
        if (dx !== 0 || dy !== 0) onDrop([dx, dy]);
      },
      onPointerCancel: () => {
        from.current = null;
        setBy(NOT_MOVED);
      },
    },
  };
}
