/** Says gestures to screen readers, shows notices, remembers what was deleted. */

import { useEffect } from "react";
import { useCanvas } from "../store/context";
import { deletedBetween } from "../tools/changes/deleting";
import { type Tools, useTools, useToolsState } from "../tools/context";
import { sentenceOf } from "./sentences";

const NOTICE_MS = 6000;
const MOST_DELETED = 50;

function watch(tools: Tools): () => void {
  return tools.store.subscribe((state, before) => {
    const last = state.waiting.at(-1);
    if (last && last !== before.waiting.at(-1) && last.sequence > (before.waiting.at(-1)?.sequence ?? 0)) {
      const sentence = sentenceOf(last, before.view, state.view, tools.words());
      if (sentence) queueMicrotask(() => state.announce(sentence));
    }
    if (state.view.cards !== before.view.cards && state.view.flow.id === before.view.flow.id)
      remember(tools, before.view, state.view);
  });
}

function remember(tools: Tools, before: Parameters<typeof deletedBetween>[0], after: typeof before): void {
  const time = new Date().toTimeString().slice(0, 5);
  const gone = deletedBetween(before, after, time);
  const known = tools.own.getState().deleted;
  const kept = known.filter(({ node }) => !(node.id in after.cards));
  if (gone.length === 0 && kept.length === known.length) return;
  const news = new Set(gone.map(({ node }) => node.id));
  const deleted = [...gone, ...kept.filter(({ node }) => !news.has(node.id))];
  tools.own.setState({ deleted: deleted.slice(0, MOST_DELETED) });
}

/** Draw the live region and the notice. */
export function Announcer() {
  const tools = useTools();
  const said = useCanvas((state) => state.said);
  const notice = useToolsState((state) => state.notice);
  useEffect(() => watch(tools), [tools]);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => tools.own.setState({ notice: null }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [tools, notice]);
  return (
    <>
      <div className="fx-unseen" aria-live="polite" aria-atomic="true" data-testid="fx-said">
        {said.sentence}
        {said.serial % 2 === 1 ? "\u00a0" : ""}
      </div>
      {notice && (
        <p className="fx-notice" aria-hidden="true">
          {notice.sentence}
        </p>
      )}
    </>
  );
}
