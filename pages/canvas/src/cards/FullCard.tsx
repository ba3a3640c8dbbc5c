/** Everything of a card: family and type, title, what the customer sees, one row an outcome. */
import { memo } from "react";
import { cardClasses } from "../run/paint";
import { Marks } from "../run/Marks";
import { PAGE_HAS } from "../shortcuts/table";
import { useActions, useCanvas, useCanvasStore, useWords } from "../store/context";
import { familyOf } from "../theme/families";
import { Icon } from "../theme/icons";
import { Badge } from "./Badge";
import { EditedName, EditedText } from "./editing";
import { hasInput } from "./geometry";
import { Input } from "./Input";
import { kindWords, labelOf, nameOf } from "./label";
import { OutcomeRow } from "./OutcomeRow";
import { partsOf } from "./parts";

interface Props {
  readonly id: string;
  readonly selected: boolean;
}

export const FullCard = memo(function FullCard({ id, selected }: Props) {
  const card = useCanvas((state) => state.view.cards[id]);
  const family = useCanvas((state) => familyOf(state.view.cards[id]?.node.type ?? "", state.kinds));
  const wrong = useCanvas((state) => state.problems[id]?.some((one) => one.severity === "error") ?? false);
  const dim = useCanvas((state) => state.spotlight !== null && !state.spotlight.has(id));
  const lit = useCanvas((state) => isEndOf(state.hoveredEdge, state.view.edges, id));
  const run = useCanvas((state) => cardClasses(state.paint, id));
  const words = useWords();
  const label = useCanvas((state) => labelOf(state, id, words));
  if (!card) return null;
  const classes = ["fx-card", `fx-family-${card.unknown ? "unknown" : family}`];
  if (selected) classes.push("fx-selected");
  if (wrong) classes.push("fx-wrong");
  if (dim) classes.push("fx-dim");
  if (lit) classes.push("fx-lit");
  if (card.node["disabled"] === true) classes.push("fx-disabled");
  if (card.unknown) classes.push("fx-unknown");
  if (run) classes.push(run);
  return (
    <div
      className={classes.join(" ")}
      data-id={id}
      data-type={card.node.type}
      tabIndex={-1}
      role="group"
      aria-roledescription={words.card.role}
      aria-label={label}
    >
      <Marks id={id} />
      <Head id={id} />
      <Title id={id} />
      <Text id={id} />
      <div className="fx-outcomes" role="list" aria-label={words.card.outcomeList}>
        {card.outcomes.map((outcome) => (
          <OutcomeRow key={outcome.id} node={id} outcome={outcome} />
        ))}
      </div>
      {hasInput(card) && <Input />}
    </div>
  );
});

function isEndOf(edge: string | null, edges: Readonly<Record<string, string>>, id: string): boolean {
  return edge !== null && (edge.startsWith(`${id}/`) || edges[edge] === id);
}

function Head({ id }: { id: string }) {
  const words = useWords();
  const card = useCanvas((state) => state.view.cards[id]);
  const kinds = useCanvas((state) => state.kinds);
  if (!card) return null;
  return (
    <div className="fx-head">
      <span className="fx-tile">
        <Icon name={card.unknown ? "unknown" : familyOf(card.node.type, kinds)} />
      </span>
      <span className="fx-kind">{kindWords(card, kinds, words)}</span>
      {PAGE_HAS.simulator && <SimulateButton id={id} />}
      <Badge id={id} />
    </div>
  );
}

function SimulateButton({ id }: { id: string }) {
  const words = useWords();
  const { ask } = useActions();
  return (
    <button
      type="button"
      tabIndex={-1}
      className="fx-simulate nodrag"
      title={words.card.simulate}
      aria-label={words.card.simulate}
      onClick={(event) => {
        event.stopPropagation();
        ask("simulate", id);
      }}
    >
      <Icon name="play" size={12} />
    </button>
  );
}

function Title({ id }: { id: string }) {
  const { edit } = useActions();
  const name = useCanvas((state) => {
    const card = state.view.cards[id];
    return card ? nameOf(card, state.kinds) : "";
  });
  const editing = useCanvas((state) => state.editing?.node === id && state.editing.what === "name");
  if (editing) return <EditedName id={id} />;
  return (
    <div
      className="fx-title"
      title={name}
      onDoubleClick={(event) => {
        event.stopPropagation();
        edit({ node: id, what: "name" });
      }}
    >
      {name}
    </div>
  );
}

function Text({ id }: { id: string }) {
  const words = useWords();
  const store = useCanvasStore();
  const { edit, ask } = useActions();
  const card = useCanvas((state) => state.view.cards[id]);
  const editing = useCanvas((state) => state.editing?.node === id && state.editing.what === "text");
  if (!card) return null;
  if (editing) return <EditedText id={id} />;
  const hint = card.unknown ? words.card.unknownHint : words.card.noText;
  const empty = card.summary.trim() === "" && (card.unknown || card.text_path !== null);
  return (
    <div
      className={empty ? "fx-text fx-empty" : "fx-text"}
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (store.getState().view.cards[id]?.text_path) edit({ node: id, what: "text" });
        else ask("inspect", id);
      }}
    >
      {empty ? hint : <Summary text={card.summary} />}
    </div>
  );
}

const Summary = memo(function Summary({ text }: { text: string }) {
  return partsOf(text).map((part, index) =>
    part.kind === "words" ? (
      part.text
    ) : (
      <span key={index} className="fx-chip">
        {part.text}
      </span>
    ),
  );
});
