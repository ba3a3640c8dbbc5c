/** What every tool works with: the store, React Flow, the words, the element of the canvas. */

import { useReactFlow, useStoreApi, type ReactFlowInstance } from "@xyflow/react";
import { useMemo } from "react";
import { useStore } from "zustand";
import type { FlowView, Point } from "../model/types";
import { useCanvasStore } from "../store/context";
import type { CanvasStore } from "../store/store";
import { type Words, wordsOf } from "../words";
import { pointerOver, type ToolsState, type ToolsStore, toolsStoreOf } from "./state";

export interface Tools {
  readonly store: CanvasStore;
  readonly own: ToolsStore;
  readonly flow: ReactFlowInstance;
  words(): Words;
  view(): FlowView;
  /** The element of the canvas; null before it is drawn. */
  root(): HTMLElement | null;
  /** The element that holds the drawing and hears its keys. */
  drawing(): HTMLElement | null;
  /** The size of the drawing's window, in pixels. */
  area(): { width: number; height: number } | null;
  /** Where the pointer is over the canvas, in window coordinates. */
  pointer(): Point | null;
  /** The middle of what is seen, in coordinates of the drawing. */
  middle(): Point;
}

/** Return the tools of the canvas around the calling component. */
export function useTools(): Tools {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const api = useStoreApi();
  return useMemo(() => {
    const root = () => api.getState().domNode?.closest<HTMLElement>(".fx-root") ?? null;
    return {
      store,
      flow,
      own: toolsStoreOf(store),
      words: () => wordsOf(store.getState().language),
      view: () => store.getState().view,
      root,
      drawing: () => api.getState().domNode?.closest<HTMLElement>(".fx-canvas") ?? root(),
      area: () => {
        const element = api.getState().domNode;
        return element && { width: element.clientWidth, height: element.clientHeight };
      },
      pointer: () => pointerOver(store),
      middle: () => {
        const box = api.getState().domNode?.getBoundingClientRect();
        if (!box) return [0, 0];
        const x = box.left + box.width / 2;
        const point = flow.screenToFlowPosition({ x, y: box.top + box.height / 2 });
        return [point.x, point.y];
      },
    };
  }, [store, flow, api]);
}

/** A part of the tools' own state. */
export function useToolsState<T>(selector: (state: ToolsState) => T): T {
  return useStore(toolsStoreOf(useCanvasStore()), selector);
}
