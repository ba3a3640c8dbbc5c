/** A field to type in and a list that it filters; arrows and Enter choose. */

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { filtered } from "../find/fold";
import { Icon } from "../theme/icons";
import type { Family } from "../theme/families";
import { Keys } from "./Keys";

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly icon?: string | undefined;
  readonly family?: Family | undefined;
  readonly keys?: readonly string[] | undefined;
  /** Further words that find it. */
  readonly words?: readonly string[] | undefined;
  /** Heading it stands under while nothing is typed. */
  readonly section?: string | undefined;
}

interface ChooserProps {
  readonly label: string;
  readonly placeholder: string;
  readonly nothing: string;
  /** What stands in the list while nothing is typed. */
  readonly choices: readonly Choice[];
  /** What is searched; without it the same. */
  readonly searched?: readonly Choice[];
  readonly onChoose: (choice: Choice) => void;
}

const textsOf = (choice: Choice) => [choice.title, choice.detail ?? "", ...(choice.words ?? [])];

/** Draw the field and the list. */
export function Chooser({ label, placeholder, nothing, choices, searched, onChoose }: ChooserProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(
    () => (typed.trim() === "" ? [...choices] : filtered(searched ?? choices, typed, textsOf)),
    [typed, choices, searched],
  );
  const index = Math.min(at, shown.length - 1);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [index, shown]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1 };
    const next = steps[event.key];
    if (next !== undefined) setAt((next + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter" && shown[index]) onChoose(shown[index]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={field}
        className="fx-field"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown[index] ? `${id}-${index}` : undefined}
        placeholder={placeholder}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} className="fx-list" role="listbox" aria-label={label} tabIndex={-1}>
        {shown.map((choice, place) => (
          <Option
            key={choice.id}
            id={`${id}-${place}`}
            choice={choice}
            isAt={place === index}
            heading={choice.section !== shown[place - 1]?.section && typed.trim() === "" ? choice.section : undefined}
            onHover={() => setAt(place)}
            onChoose={onChoose}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p className="fx-nothing" role="status">
          {nothing}
        </p>
      )}
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly isAt: boolean;
  readonly heading: string | undefined;
  readonly onHover: () => void;
  readonly onChoose: (choice: Choice) => void;
}

function Option({ id, choice, isAt, heading, onHover, onChoose }: OptionProps) {
  return (
    <>
      {heading !== undefined && (
        <p className="fx-heading" role="presentation">
          {heading}
        </p>
      )}
      <div
        id={id}
        className="fx-option"
        role="option"
        aria-selected={isAt}
        data-id={choice.id}
        onPointerMove={onHover}
        onClick={() => onChoose(choice)}
      >
        {choice.icon !== undefined && (
          <span className="fx-tile" data-family={choice.family}>
            <Icon name={choice.icon} />
          </span>
        )}
        <span className="fx-option-text">
          <span className="fx-option-title" dir="auto">
            {choice.title}
          </span>
          {choice.detail !== undefined && (
            <span className="fx-option-detail" dir="auto">
              {choice.detail}
            </span>
          )}
        </span>
        {choice.keys?.[0] !== undefined && <Keys chord={choice.keys[0]} />}
      </div>
    </>
  );
}
