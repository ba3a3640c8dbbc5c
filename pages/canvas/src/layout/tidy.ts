/** Tidying up: one gesture, one undo step. */

import type { Tools } from "../tools/context";
import { motion } from "../tools/focus";
import { showNotice } from "../tools/state";
import { arrangementChanges, assemble } from "./assemble";
import { layOutAll } from "./client";
import { runsOf } from "./runs";

/** Lay out the flow and show all of it; cards glide unless the person wants no movement. */
export async function tidyUp(tools: Tools): Promise<void> {
  const { store, own, flow } = tools;
  const asked = store.getState().view;
  try {
    const runs = runsOf(asked);
    const results = await layOutAll(runs);
    const now = store.getState().view;
    const isSame = now.cards === asked.cards && now.edges === asked.edges;
    if (!isSame) return tidyUp(tools);
    const changes = arrangementChanges(now, assemble(now, runs, results));
    own.setState({ tidying: motion() > 0 });
    store.getState().perform("layout", changes);
    requestAnimationFrame(() => void flow.fitView({ padding: 0.12, maxZoom: 1, duration: motion() }));
    setTimeout(() => own.setState({ tidying: false }), motion() + 60);
  } catch {
    showNotice(store, tools.words().announce.layoutFailed);
  }
}
