/** Wires: drawn from a handle, dropped on a card or on the empty canvas, led elsewhere, taken off. */
import { type Connection, type Edge, type FinalConnectionState, type IsValidConnection, useReactFlow } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { nameOf } from "../cards/label";
import { type EdgeKey, edgeEnds } from "../model/types";
import { useCanvasStore } from "../store/context";
import type { CanvasStore } from "../store/store";
import { wordsOf } from "../words";
import { mayConnect } from "./changes";
import { nearestCard } from "./hot";

type Pointer = MouseEvent | TouchEvent;

/** React Flow's handlers for everything about wires. */
export function useConnecting() {
  const store = useCanvasStore();
  const flow = useReactFlow();
  const reconnected = useRef(false);
  const reconnecting = useRef(false);
  return useMemo(() => {
    const connect = ({ source, sourceHandle, target }: Connection): void => {
      if (sourceHandle !== null) connectCards(store, source, sourceHandle, target);
    };
    const end = (event: Pointer, state: FinalConnectionState): void => {
      store.getState().setDragging(false);
      const { fromNode, fromHandle } = state;
      if (reconnecting.current || state.isValid || state.toNode) return;
      if (!fromNode || !fromHandle?.id || fromHandle.type !== "source") return;
      const screen = pointOf(event);
      const { x, y } = flow.screenToFlowPosition({ x: screen[0], y: screen[1] });
      if (nearestCard(store.getState().view, x, y, 0) !== null) return;
      const from = { source: fromNode.id, outcome: fromHandle.id };
      store.getState().open({ name: "quickAdd", at: [x, y - 44], screen, from });
    };
    const valid: IsValidConnection = ({ source, target }) => mayConnect(store.getState().view, source, target);
    return {
      isValidConnection: valid,
      onConnect: connect,
      onConnectStart: () => store.getState().setDragging(true),
      onConnectEnd: end,
      onReconnectStart: () => {
        reconnected.current = false;
        reconnecting.current = true;
        store.getState().setDragging(true);
      },
      onReconnect: (edge: Edge, connection: Connection) => {
        reconnected.current = true;
        lead(store, edge.id as EdgeKey, connection);
      },
      onReconnectEnd: (_event: Pointer, edge: Edge) => {
        store.getState().setDragging(false);
        reconnecting.current = false;
        if (!reconnected.current) disconnect(store, edge.id as EdgeKey);
      },
    };
  }, [store, flow]);
}

/** Connect an outcome to a card and say so. */
export function connectCards(store: CanvasStore, source: string, outcome: string, target: string): void {
  const { view, kinds, language, perform, announce } = store.getState();
  const [from, to] = [view.cards[source], view.cards[target]];
  if (!from || !to || view.edges[`${source}/${outcome}`] === target || !mayConnect(view, source, target)) return;
  perform("connect", [{ change: "put_edge", source, outcome, target }]);
  const label = from.outcomes.find((one) => one.id === outcome)?.label ?? outcome;
  announce(wordsOf(language).announce.connected(nameOf(from, kinds), label, nameOf(to, kinds)));
}

/** Take an edge off and say so. */
export function disconnect(store: CanvasStore, key: EdgeKey): void {
  const { perform, announce, language } = store.getState();
  perform("disconnect", [{ change: "remove_edge", ...edgeEnds(key) }]);
  announce(wordsOf(language).announce.disconnected);
}

function lead(store: CanvasStore, key: EdgeKey, { source, sourceHandle, target }: Connection): void {
  const before = edgeEnds(key);
  const { view, perform } = store.getState();
  if (sourceHandle === null || view.edges[`${source}/${sourceHandle}`] === target) return;
  const moved = before.source !== source || before.outcome !== sourceHandle;
  perform("connect", [
    ...(moved ? [{ change: "remove_edge", ...before } as const] : []),
    { change: "put_edge", source, outcome: sourceHandle, target },
  ]);
}

function pointOf(event: Pointer): readonly [number, number] {
  const touch = "changedTouches" in event ? event.changedTouches[0] : undefined;
  const { clientX, clientY } = touch ?? (event as MouseEvent);
  return [clientX, clientY];
}
