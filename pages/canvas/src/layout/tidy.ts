/** Tidying up: one gesture, one undo step. */

import type { Tools } from "../tools/context";
import { showBox } from "../tools/focus";
import { showNotice } from "../tools/state";
import { boxOf } from "../cards/geometry";
import { boxAround } from "./card";
import { arrangementChanges, assemble } from "./assemble";
import { layOutAll } from "./client";
import { runsOf } from "./runs";

const PATIENCE_MS = 700;

/** Lay out the flow and show all of it; cards glide unless the person wants no movement. */
export async function tidyUp(tools: Tools): Promise<void> {
  const { store } = tools;
  const asked = store.getState().view;
  try {
    const runs = runsOf(asked);
    const patience = setTimeout(() => showNotice(store, tools.words().announce.tidying), PATIENCE_MS);
    const results = await layOutAll(runs).finally(() => {
      clearTimeout(patience);
      tools.own.setState({ notice: null });
    });
    const now = store.getState().view;
    const isSame = now.cards === asked.cards && now.edges === asked.edges;
    if (!isSame) return tidyUp(tools);
    const arrangement = assemble(now, runs, results);
    store.getState().perform("layout", arrangementChanges(now, arrangement));
    const ids = Object.keys(now.cards);
    showBox(tools, boxAround(ids.map((id) => boxOf(store.getState().view, id))));
  } catch {
    showNotice(store, tools.words().announce.layoutFailed);
  }
}
