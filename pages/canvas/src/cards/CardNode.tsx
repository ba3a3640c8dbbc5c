/** A card as React Flow draws it: everything near by, a plain rectangle from afar. */
import { type NodeProps, useStore } from "@xyflow/react";
import { memo } from "react";
import type { FlowNode } from "../gestures/flowNodes";
import { useCanvas, useWords } from "../store/context";
import { familyOf } from "../theme/families";
import { FullCard } from "./FullCard";
import { Input } from "./Input";
import { hasInput } from "./geometry";
import { nameOf } from "./label";

/** Below this zoom text cannot be read: cards become rectangles. */
export const PLAIN_BELOW = 0.4;

const isFar = (state: { transform: [number, number, number] }): boolean => state.transform[2] < PLAIN_BELOW;

/** Whether cards are plain rectangles now. */
export function usePlain(): boolean {
  const far = useStore(isFar);
  const many = useCanvas((state) => state.detail === "plain");
  return far || many;
}

export const CardNode = memo(function CardNode({ id, data, selected }: NodeProps<FlowNode>) {
  const plain = usePlain();
  return plain ? <PlainCard id={id} data={data} selected={selected} /> : <FullCard id={id} selected={selected} />;
});

function PlainCard({ id, data, selected }: Pick<NodeProps<FlowNode>, "id" | "data" | "selected">) {
  const words = useWords();
  const kinds = useCanvas((state) => state.kinds);
  const family = familyOf(data.card.node.type, kinds);
  const wrong = useCanvas((state) => state.problems[id] !== undefined);
  const dim = useCanvas((state) => state.spotlight !== null && !state.spotlight.has(id));
  const classes = ["fx-card", "fx-plain", `fx-family-${family}`];
  if (selected) classes.push("fx-selected");
  if (wrong) classes.push("fx-wrong");
  if (dim) classes.push("fx-dim");
  return (
    <div
      className={classes.join(" ")}
      data-id={id}
      tabIndex={-1}
      role="group"
      aria-roledescription={words.card.role}
      aria-label={nameOf(data.card, kinds)}
    >
      {hasInput(data.card) && <Input />}
    </div>
  );
}
