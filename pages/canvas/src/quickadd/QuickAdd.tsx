/** "What comes next?": likely steps first; the chosen one arrives connected and named. */

import type { ReactFlowInstance } from "@xyflow/react";
import { useMemo } from "react";
import type { Card, Point } from "../model/types";
import { edgeEnds } from "../model/types";
import { addCard } from "../palette/adding";
import { addableKinds, hasStart, choiceOf, kindsByFamily, likelyKinds } from "../palette/kinds";
import { useActions, useCanvas, useWords } from "../store/context";
import type { Overlay } from "../store/state";
import { Chooser } from "../tools/Chooser";
import { useTools } from "../tools/context";
import { Popover } from "../tools/Popover";
import type { Words } from "../words";

type QuickAddOverlay = Extract<Overlay, { name: "quickAdd" }>;

function titleOf(overlay: QuickAddOverlay, source: Card | undefined, words: Words): string {
  if (overlay.edge) return words.quickAdd.insertTitle;
  if (!overlay.from || !source) return words.quickAdd.firstTitle;
  return words.quickAdd.title;
}

/** Return where to open: a click made by the keyboard has no point of its own. */
function screenOf(overlay: QuickAddOverlay, flow: ReactFlowInstance): Point {
  if (overlay.screen[0] !== 0 || overlay.screen[1] !== 0) return overlay.screen;
  const { x, y } = flow.flowToScreenPosition({ x: overlay.at[0], y: overlay.at[1] });
  return [x, y];
}

/** Draw quick-add at its point. */
export function QuickAdd({ overlay }: { readonly overlay: QuickAddOverlay }) {
  const tools = useTools();
  const words = useWords();
  const { open } = useActions();
  const kinds = useCanvas((state) => state.kinds);
  const entrance = overlay.edge ? edgeEnds(overlay.edge) : overlay.from;
  const source = useCanvas((state) => state.view.cards[entrance?.source ?? ""]);
  const outcome = source?.outcomes.find((one) => one.id === entrance?.outcome);

  const { likely, all } = useMemo(() => {
    const addable = addableKinds(kinds, hasStart(tools.view())).filter(
      (kind) => (!overlay.edge || kind.outcomes.length > 0) && (!entrance || kind.type !== "start"),
    );
    const after = source && kinds[source.node.type];
    const ordered = kindsByFamily(addable, kinds).flatMap(([, members]) => members);
    const first = likelyKinds(addable, after);
    const lines = (list: typeof ordered, section: string) =>
      list.map((kind) => ({ ...choiceOf(kind, kinds, words), section }));
    return {
      likely: [
        ...lines(first, words.quickAdd.likely),
        ...lines(ordered.filter((kind) => !first.includes(kind)), words.quickAdd.all),
      ],
      all: lines(ordered, words.quickAdd.all),
    };
  }, [tools, kinds, words, source, overlay.edge, entrance === undefined]);

  const title = titleOf(overlay, source, words);
  return (
    <Popover label={title} screen={screenOf(overlay, tools.flow)} className="fx-quick-add" onClose={() => open(null)}>
      <h2 className="fx-popover-title">{title}</h2>
      {source && outcome && (
        <p className="fx-popover-hint" dir="auto">
          {words.quickAdd.after(source.node.name ?? source.node.type, outcome.label)}
        </p>
      )}
      <Chooser
        label={words.quickAdd.search}
        placeholder={words.quickAdd.search}
        nothing={words.quickAdd.nothing}
        choices={likely}
        searched={all}
        onChoose={(choice) => {
          const kind = kinds[choice.id];
          open(null);
          if (kind) addCard(tools, { kind, at: overlay.at, from: overlay.from, edge: overlay.edge });
        }}
      />
    </Popover>
  );
}
