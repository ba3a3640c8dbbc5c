/** A way out of a card: its name, and the handle that is hollow, filled, missing, or leads nowhere. */
import { Handle, Position } from "@xyflow/react";
import { memo, type MouseEvent } from "react";
import { edgeClasses } from "../run/paint";
import { edgeKey, type Outcome } from "../model/types";
import { useCanvas, useCanvasStore, useWords } from "../store/context";
import type { CanvasStore } from "../store/store";
import type { Words } from "../words";
import { boxOf, outcomeY } from "./geometry";
import { nameOf } from "./label";

interface Props {
  readonly node: string;
  readonly outcome: Outcome;
}

export const OutcomeRow = memo(function OutcomeRow({ node, outcome }: Props) {
  const words = useWords();
  const store = useCanvasStore();
  const readOnly = useCanvas((state) => state.readOnly);
  const leadsTo = useCanvas((state) => state.view.edges[edgeKey(node, outcome.id)]);
  const target = useCanvas((state) => {
    const card = leadsTo === undefined ? undefined : state.view.cards[leadsTo];
    return card ? nameOf(card, state.kinds) : null;
  });
  const chosen = useCanvas((state) => state.outcome?.source === node && state.outcome.outcome === outcome.id);
  const run = useCanvas((state) => edgeClasses(state.paint, edgeKey(node, outcome.id)));
  const status = statusOf(outcome, leadsTo, target);
  const hint = status === "broken" ? words.card.broken(outcome.label, leadsTo ?? "") : hintOf(outcome, target, words);
  return (
    <div role="listitem" className={`fx-outcome${chosen ? " fx-chosen" : ""}${run && ` ${run}`}`} title={hint}>
      <span className="fx-outcome-label">{outcome.label}</span>
      <Handle
        id={outcome.id}
        type="source"
        position={Position.Right}
        className={`fx-handle fx-${status}`}
        data-outcome={outcome.id}
        aria-label={status === "free" || status === "missing" ? words.card.addAfter(outcome.label) : hint}
        role="button"
        isConnectable={!readOnly}
        isConnectableEnd={false}
        onClick={(event) => askWhatIsNext(store, node, outcome.id, event)}
      >
        <span className="fx-dot">{status === "missing" || status === "broken" ? "!" : null}</span>
        {status !== "connected" && !readOnly && <span className="fx-plus">+</span>}
      </Handle>
    </div>
  );
});

type Status = "broken" | "connected" | "missing" | "free";

function statusOf(outcome: Outcome, leadsTo: string | undefined, target: string | null): Status {
  if (target !== null) return "connected";
  if (leadsTo !== undefined) return "broken";
  return outcome.required ? "missing" : "free";
}

function hintOf(outcome: Outcome, target: string | null, words: Words): string {
  if (target !== null) return words.card.connectedTo(outcome.label, target);
  if (outcome.required) return words.card.required(outcome.label);
  return `${words.card.notConnected(outcome.label)}${fallsTo(outcome, words)}`;
}

function fallsTo({ falls_to }: Outcome, words: Words): string {
  if (falls_to === null) return "";
  const named: Record<string, string> = {
    error_route: words.card.fallsToErrorRoute,
    idle_rule: words.card.fallsToIdleRule,
  };
  return `, ${named[falls_to] ?? words.card.fallsTo(falls_to)}`;
}

/** Open quick-add right of an outcome; on a connected one it inserts into its edge. */
function askWhatIsNext(store: CanvasStore, source: string, outcome: string, event: MouseEvent): void {
  const { view, open, readOnly } = store.getState();
  if (readOnly) return;
  event.stopPropagation();
  const box = boxOf(view, source);
  const index = view.cards[source]?.outcomes.findIndex((one) => one.id === outcome) ?? 0;
  const at = [box.x + box.width + 96, box.y + outcomeY(index) - 44] as const;
  const screen = [event.clientX, event.clientY] as const;
  const key = edgeKey(source, outcome);
  const target = view.edges[key];
  if (target !== undefined && target in view.cards) open({ name: "quickAdd", at, screen, edge: key });
  else open({ name: "quickAdd", at, screen, from: { source, outcome } });
}
