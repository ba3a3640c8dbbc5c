/** Connecting without the mouse: choose the outcome, then the card it leads to. */

import { useMemo, useState } from "react";
import { hasInput } from "../cards/geometry";
import { kindWords, nameOf } from "../cards/label";
import { readingOrder } from "../layout/graph";
import { edgeKey } from "../model/types";
import { useActions, useCanvas, useWords } from "../store/context";
import type { Overlay } from "../store/state";
import { familyOf } from "../theme/families";
import { type Choice, Chooser } from "../tools/Chooser";
import { useTools } from "../tools/context";
import { goToCard } from "../tools/focus";
import { Popover } from "../tools/Popover";

type ConnectOverlay = Extract<Overlay, { name: "connect" }>;

/** Draw the list of targets for an outcome of a card. */
export function Connect({ overlay }: { readonly overlay: ConnectOverlay }) {
  const tools = useTools();
  const words = useWords();
  const { open, perform } = useActions();
  const view = useCanvas((state) => state.view);
  const kinds = useCanvas((state) => state.kinds);
  const source = view.cards[overlay.source];
  const outcomes = source?.outcomes ?? [];
  const firstFree = outcomes.find((one) => !(edgeKey(overlay.source, one.id) in view.edges));
  const [outcome, setOutcome] = useState(overlay.outcome ?? firstFree?.id ?? outcomes[0]?.id ?? "");

  const choices = useMemo(
    () =>
      readingOrder(view)
        .filter((id) => view.cards[id] && hasInput(view.cards[id]))
        .map((id): Choice => {
          const card = view.cards[id]!;
          return {
            id,
            title: nameOf(card, kinds),
            detail: card.summary || kindWords(card, kinds, words),
            icon: kinds[card.node.type]?.icon ?? "unknown",
            family: familyOf(card.node.type, kinds),
            words: [id, kindWords(card, kinds, words)],
          };
        }),
    [view, kinds, words],
  );
  const nameOfTarget = (id: string): string => {
    const card = view.cards[view.edges[edgeKey(overlay.source, id)] ?? ""];
    return card ? words.connect.now(nameOf(card, kinds)) : words.connect.free;
  };

  return (
    <Popover
      label={words.connect.title}
      screen={overlay.screen}
      className="fx-quick-add"
      onClose={() => open(null)}
    >
      <h2 className="fx-popover-title">{words.connect.title}</h2>
      {outcomes.length > 1 && (
        <label className="fx-labelled">
          {words.connect.outcome}
          <select className="fx-field" value={outcome} onChange={(event) => setOutcome(event.target.value)}>
            {outcomes.map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.label} (${nameOfTarget(one.id)})`}
              </option>
            ))}
          </select>
        </label>
      )}
      <Chooser
        label={words.connect.search}
        placeholder={words.connect.search}
        nothing={words.connect.nothing}
        choices={choices}
        onChoose={(choice) => {
          open(null);
          if (outcome === "") return;
          perform("connect", [
            { change: "put_edge", source: overlay.source, outcome, target: choice.id },
          ]);
          goToCard(tools, overlay.source);
        }}
      />
    </Popover>
  );
}
