/** The search field: dims all that does not hold what is typed; Enter goes from one to the next. */

import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useActions, useCanvas, useWords } from "../store/context";
import { useTools, useToolsState } from "../tools/context";
import { focusDrawing } from "../tools/focus";
import { search } from "./searching";
import { stepFind } from "./stepping";

const STEP_KEYS = new Set(["Enter", "F3"]);

/** Draw the field. */
export function Find() {
  const tools = useTools();
  const words = useWords();
  const { open, setSpotlight } = useActions();
  const view = useCanvas((state) => state.view);
  const typed = useToolsState((state) => state.typed);
  const at = useToolsState((state) => state.foundAt);
  const field = useRef<HTMLInputElement>(null);
  const found = useMemo(() => search(view, typed), [view, typed]);

  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
    return () => setSpotlight(null);
  }, [setSpotlight]);
  useEffect(() => {
    const ids = found.filter((one) => one.kind === "card").map((one) => one.id);
    setSpotlight(typed.trim() === "" ? null : new Set(ids));
  }, [found, typed, setSpotlight]);

  const close = () => {
    open(null);
    focusDrawing(tools);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (STEP_KEYS.has(event.key)) stepFind(tools, event.shiftKey ? -1 : 1);
    else if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey)) field.current?.select();
    else return;
    event.preventDefault();
  };
  const count =
    typed.trim() === ""
      ? ""
      : found.length === 0
        ? words.find.nothing
        : words.find.count(Math.max(0, at) + 1, found.length);
  return (
    <div className="fx-panel fx-find" role="search" aria-label={words.find.label} onKeyDown={onKeyDown}>
      <input
        ref={field}
        className="fx-field"
        type="text"
        aria-label={words.find.label}
        placeholder={words.find.placeholder}
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => tools.own.setState({ typed: event.target.value, foundAt: -1 })}
      />
      <span className="fx-count" role="status">
        {count}
      </span>
      <button type="button" className="fx-icon-button" aria-label={words.find.previous} title={words.find.previous} onClick={() => stepFind(tools, -1)}>
        ↑
      </button>
      <button type="button" className="fx-icon-button" aria-label={words.find.next} title={words.find.next} onClick={() => stepFind(tools, 1)}>
        ↓
      </button>
      <button type="button" className="fx-icon-button" aria-label={words.find.close} title={words.find.close} onClick={close}>
        ×
      </button>
    </div>
  );
}
