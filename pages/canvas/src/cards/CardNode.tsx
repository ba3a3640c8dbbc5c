/** A card as React Flow draws it: everything near by, a plain rectangle from afar. */
import { type NodeProps, useStore } from "@xyflow/react";
import { createContext, memo, useContext } from "react";
import type { FlowNode } from "../gestures/flowNodes";
import { cardClasses } from "../run/paint";
import type { Card } from "../model/types";
import { useCanvas, useWords } from "../store/context";
import type { CanvasStoreState } from "../store/state";
import { familyOf } from "../theme/families";
import { FullCard } from "./FullCard";
import { nameOf } from "./label";

/** Below this zoom text cannot be read: cards become rectangles. */
export const PLAIN_BELOW = 0.4;

const isFar = (state: { transform: [number, number, number] }): boolean => state.transform[2] < PLAIN_BELOW;

/** Whether cards are plain rectangles; given from above, so that 2,000 cards do not ask each. */
export const PlainContext = createContext(false);

/** Whether cards have to be plain rectangles now. */
export function usePlain(): boolean {
  const far = useStore(isFar);
  const many = useCanvas((state) => state.detail === "plain");
  return far || many;
}

export const CardNode = memo(function CardNode({ id, data, selected }: NodeProps<FlowNode>) {
  const plain = useContext(PlainContext);
  return plain ? <PlainCard id={id} card={data.card} selected={selected} /> : <FullCard id={id} selected={selected} />;
});

interface PlainProps {
  readonly id: string;
  readonly card: Card;
  readonly selected: boolean;
}

/** A rectangle in the colour of its family. Wires need the full card, so it has no handles. */
const PlainCard = memo(function PlainCard({ id, card, selected }: PlainProps) {
  const looks = useCanvas((state) => looksOf(state, id, card));
  const label = useCanvas((state) => nameOf(card, state.kinds));
  const words = useWords();
  return (
    <div
      className={selected ? `${looks} fx-selected` : looks}
      data-id={id}
      tabIndex={-1}
      role="group"
      aria-roledescription={words.card.role}
      aria-label={label}
    />
  );
});

function looksOf({ kinds, problems, spotlight, paint }: CanvasStoreState, id: string, card: Card): string {
  const classes = ["fx-card", "fx-plain", `fx-family-${familyOf(card.node.type, kinds)}`];
  if (problems[id]) classes.push("fx-wrong");
  if (spotlight !== null && !spotlight.has(id)) classes.push("fx-dim");
  classes.push(cardClasses(paint, id));
  return classes.join(" ").trim();
}
