/** Asks for the new name of a stage or a group. */

import { useEffect, useRef } from "react";
import { useActions, useCanvas, useWords } from "../store/context";
import { stageChanges } from "../tools/changes/stages";
import { useTools } from "../tools/context";
import { Popover } from "../tools/Popover";
import type { Prompt } from "../tools/state";

const LONGEST_NAME = 200;

/** Draw the question. */
export function NamePrompt({ prompt }: { readonly prompt: Prompt }) {
  const tools = useTools();
  const words = useWords();
  const { perform } = useActions();
  const view = useCanvas((state) => state.view);
  const field = useRef<HTMLInputElement>(null);
  const things = prompt.what === "stage" ? view.stages : view.groups;
  const thing = things.find((one) => one.id === prompt.id);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const close = () => tools.own.setState({ prompt: null });
  const save = () => {
    const name = field.current?.value.trim() ?? "";
    close();
    if (name === "" || name === thing?.name) return;
    if (prompt.what === "stage") return perform("stage", stageChanges(view, prompt.id, { name }));
    const group = view.groups.find((one) => one.id === prompt.id);
    if (group) perform("group", [{ change: "put_group", group: { ...group, name } }]);
  };
  const label = prompt.what === "stage" ? words.lane.name : words.group.edit;
  if (!thing) return null;
  return (
    <Popover label={label} className="fx-prompt" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="fx-labelled">
          {label}
          <input
            ref={field}
            className="fx-field"
            defaultValue={thing.name}
            maxLength={LONGEST_NAME}
            dir="auto"
            autoComplete="off"
          />
        </label>
        <div className="fx-buttons">
          <button type="button" className="fx-button" onClick={close}>
            {words.form.cancel}
          </button>
          <button type="submit" className="fx-button fx-primary">
            {words.form.ok}
          </button>
        </div>
      </form>
    </Popover>
  );
}
