/** The cards deleted in this session, to bring them back. */

import { useMemo } from "react";
import { useActions, useCanvas, useWords } from "../store/context";
import { familyOf } from "../theme/families";
import { type Choice, Chooser } from "../tools/Chooser";
import { restoreChanges } from "../tools/changes/deleting";
import { useTools, useToolsState } from "../tools/context";
import { goToCard } from "../tools/focus";
import { Popover } from "../tools/Popover";

/** Draw the list. */
export function Restore() {
  const tools = useTools();
  const words = useWords();
  const { open, perform } = useActions();
  const kinds = useCanvas((state) => state.kinds);
  const deleted = useToolsState((state) => state.deleted);
  const choices = useMemo(
    () =>
      deleted.map(
        ({ node, time }): Choice => ({
          id: node.id,
          title: node.name ?? kinds[node.type]?.name ?? node.type,
          detail: words.restore.at(time),
          icon: kinds[node.type]?.icon ?? "unknown",
          family: familyOf(node.type, kinds),
        }),
      ),
    [deleted, kinds, words],
  );
  return (
    <Popover label={words.restore.title} className="fx-command" onClose={() => open(null)}>
      <h2 className="fx-popover-title">{words.restore.title}</h2>
      <Chooser
        label={words.restore.title}
        placeholder={words.quickAdd.search}
        nothing={words.restore.nothing}
        choices={choices}
        onChoose={(choice) => {
          const found = deleted.find(({ node }) => node.id === choice.id);
          open(null);
          if (!found) return;
          perform("restore", restoreChanges(tools.view(), found));
          goToCard(tools, choice.id);
        }}
      />
    </Popover>
  );
}
