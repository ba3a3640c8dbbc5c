/** All shortcuts under "?", each of which a person can change. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { offeredActions } from "../command/registry";
import { matches } from "../find/fold";
import { useActions, useCanvas, useWords } from "../store/context";
import { Keys } from "../tools/Keys";
import { Popover } from "../tools/Popover";
import { type ActionId, LANGUAGES, wordsOf } from "../words";
import { isAllowed, keyOf } from "./keys";
import { ACTIONS, actionOf, keysOf, type Section } from "./table";

const SECTIONS: readonly Section[] = ["edit", "navigate", "view", "stages", "test"];

/** Draw the list of shortcuts. */
export function Help() {
  const words = useWords();
  const { open, prefer } = useActions();
  const readOnly = useCanvas((state) => state.readOnly);
  const own = useCanvas((state) => state.preferences.keys);
  const [typed, setTyped] = useState("");
  const [changed, setChanged] = useState<ActionId | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const shown = offeredActions(readOnly).filter((id) =>
    matches(LANGUAGES.map((language) => wordsOf(language).actions[id]).join(" "), typed),
  );
  return (
    <Popover label={words.help.title} className="fx-help" onClose={() => open(null)}>
      <div className="fx-panel-head">
        <h2>{words.help.title}</h2>
        <button type="button" className="fx-button" onClick={() => open(null)}>
          {words.help.close}
        </button>
      </div>
      <input
        ref={field}
        className="fx-field"
        type="search"
        aria-label={words.help.search}
        placeholder={words.help.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="fx-scroll">
        {SECTIONS.map((section) => {
          const rows = shown.filter((id) => ACTIONS[id].section === section);
          if (rows.length === 0) return null;
          return (
            <section key={section} aria-label={words.help.sections[section]}>
              <h3 className="fx-heading">{words.help.sections[section]}</h3>
              {rows.map((id) => (
                <Row
                  key={id}
                  id={id}
                  isChanged={changed === id}
                  onChange={() => setChanged(id)}
                  onDone={() => setChanged(null)}
                />
              ))}
            </section>
          );
        })}
        {typed === "" && <MouseRows />}
        {Object.keys(own).length > 0 && (
          <button type="button" className="fx-button" onClick={() => prefer({ keys: {} })}>
            {words.help.resetAll}
          </button>
        )}
      </div>
      <p className="fx-popover-hint">{words.help.typing}</p>
    </Popover>
  );
}

function MouseRows() {
  const words = useWords();
  return (
    <section aria-label={words.help.mouse}>
      <h3 className="fx-heading">{words.help.mouse}</h3>
      {words.help.mouseRows.map(([how, what]) => (
        <div key={how} className="fx-shortcut">
          <span>{what}</span>
          <span className="fx-muted">{how}</span>
        </div>
      ))}
    </section>
  );
}

interface RowProps {
  readonly id: ActionId;
  readonly isChanged: boolean;
  readonly onChange: () => void;
  readonly onDone: () => void;
}

function Row({ id, isChanged, onChange, onDone }: RowProps) {
  const words = useWords();
  const { prefer } = useActions();
  const own = useCanvas((state) => state.preferences.keys);
  const keys = keysOf(id, own);
  const [refusal, setRefusal] = useState("");

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isChanged) return;
    event.preventDefault();
    event.stopPropagation();
    const key = keyOf(event.nativeEvent);
    if (key === "Escape") return onDone();
    if (key === null) return;
    const other = actionOf(key, own);
    if (!isAllowed(key)) return setRefusal(words.help.refused);
    if (other !== null && other !== id) return setRefusal(words.help.taken(words.actions[other]));
    prefer({ keys: { ...own, [id]: key } });
    onDone();
  };
  const { [id]: _mine, ...others } = own;
  return (
    <div className="fx-shortcut">
      <span>{words.actions[id]}</span>
      <span className="fx-shortcut-keys">
        {isChanged && refusal !== "" && (
          <span className="fx-refusal" role="alert">
            {refusal}
          </span>
        )}
        {own[id] !== undefined && (
          <button
            type="button"
            className="fx-link"
            onClick={() => prefer({ keys: others })}
          >
            {words.help.reset}
          </button>
        )}
        <button
          type="button"
          className="fx-chord"
          onClick={() => {
            setRefusal("");
            onChange();
          }}
          onKeyDown={onKeyDown}
          onBlur={() => isChanged && onDone()}
        >
          <span className="fx-unseen">{words.help.change(words.actions[id])}: </span>
          {isChanged ? words.help.press : <Chords keys={keys} nothing={words.help.none} />}
        </button>
      </span>
    </div>
  );
}

function Chords({ keys, nothing }: { readonly keys: readonly string[]; readonly nothing: string }) {
  if (keys.length === 0) return <span className="fx-muted">{nothing}</span>;
  return keys.slice(0, 2).map((key) => <Keys key={key} chord={key} />);
}
