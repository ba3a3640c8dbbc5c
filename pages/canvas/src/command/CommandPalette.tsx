/** Every action by its name in either language, with its key. */

import { useMemo } from "react";
import { useActions, useCanvas, useWords } from "../store/context";
import { ACTIONS, keysOf } from "../shortcuts/table";
import { type Choice, Chooser } from "../tools/Chooser";
import { useTools } from "../tools/context";
import { Popover } from "../tools/Popover";
import { type ActionId, LANGUAGES, wordsOf } from "../words";
import { isPossible, offeredActions, runAction } from "./registry";
import { selectedTarget } from "./target";

const HIDDEN = new Set<ActionId>(["command", "escape", "nextNode", "previousNode", "openMenu"]);

/** Draw the palette. */
export function CommandPalette() {
  const tools = useTools();
  const words = useWords();
  const { open } = useActions();
  const own = useCanvas((state) => state.preferences.keys);
  const target = useMemo(() => selectedTarget(tools.store.getState()), [tools]);
  const choices = useMemo(
    () =>
      offeredActions(tools.store.getState().readOnly)
        .filter((id) => !HIDDEN.has(id) && isPossible(tools, id, target))
        .map(
          (id): Choice => ({
            id,
            title: words.actions[id],
            keys: keysOf(id, own),
            words: LANGUAGES.map((language) => wordsOf(language).actions[id]),
            section: words.help.sections[ACTIONS[id].section],
          }),
        ),
    [tools, words, own, target],
  );
  return (
    <Popover label={words.command.label} className="fx-command" onClose={() => open(null)}>
      <Chooser
        label={words.command.label}
        placeholder={words.command.placeholder}
        nothing={words.command.nothing}
        choices={choices}
        onChoose={(choice) => {
          open(null);
          requestAnimationFrame(() => runAction(tools, choice.id as ActionId, target));
        }}
      />
    </Popover>
  );
}
