/** The system's clipboard: by the browser's copy and paste events, or by asking for it. */

import type { Target } from "../command/target";
import type { Point } from "../model/types";
import { deleteChanges } from "../tools/changes/deleting";
import type { Tools } from "../tools/context";
import { focusSoon } from "../tools/focus";
import { showNotice } from "../tools/state";
import { type Clip, clipOf, readClip } from "./format";
import { MOST_CARDS, pasteChanges } from "./pasting";

function clipText(tools: Tools, target: Target): string | null {
  const notes = target.note === null ? [] : [target.note];
  const clip = clipOf(tools.view(), target.nodes, notes);
  return clip.nodes.length + clip.notes.length > 0 ? JSON.stringify(clip) : null;
}

function sayCopied(tools: Tools, target: Target): void {
  tools.store.getState().announce(tools.words().announce.copied(target.nodes.length || 1));
}

/** Copy by asking the browser; says so when it refuses. */
export function copyTarget(tools: Tools, target: Target): void {
  const text = clipText(tools, target);
  if (text === null) return;
  void writeText(text).then((isWritten) => {
    if (isWritten) sayCopied(tools, target);
    else showNotice(tools.store, tools.words().clipboard.blocked);
  });
}

async function writeText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function removeCopied(tools: Tools, target: Target): void {
  const { view, perform, select } = tools.store.getState();
  const note = target.note === null ? [] : [{ change: "remove_note" as const, id: target.note }];
  perform("cut", [...deleteChanges(view, target.nodes), ...note]);
  select({});
}

/** Cut by asking the browser; nothing is deleted when it refuses. */
export function cutTarget(tools: Tools, target: Target): void {
  const text = clipText(tools, target);
  if (text === null) return;
  void writeText(text).then((isWritten) => {
    if (isWritten) removeCopied(tools, target);
    else showNotice(tools.store, tools.words().clipboard.blocked);
  });
}

function place(tools: Tools, kind: "paste" | "duplicate", clip: Clip, at: Point | null): void {
  const { view, perform, select, announce } = tools.store.getState();
  const words = tools.words();
  if (Object.keys(view.cards).length + clip.nodes.length > MOST_CARDS)
    return showNotice(tools.store, words.clipboard.tooMany(MOST_CARDS));
  const pasting = pasteChanges(view, clip, at);
  if (pasting.ids.length + pasting.notes.length === 0)
    return showNotice(tools.store, words.announce.onlyOneStart);
  perform(kind, pasting.changes);
  select(pasting.ids.length > 0 ? { nodes: pasting.ids } : { note: pasting.notes[0] ?? null });
  if (pasting.ids[0] !== undefined) focusSoon(tools, pasting.ids[0]);
  announce(words.announce.pasted(pasting.ids.length || 1));
  if (pasting.otherType.length > 0)
    showNotice(tools.store, words.clipboard.otherType(pasting.otherType.join(", ")));
}

/** Copy and paste at once, beside the originals. */
export function duplicateTarget(tools: Tools, target: Target): void {
  const notes = target.note === null ? [] : [target.note];
  place(tools, "duplicate", clipOf(tools.view(), target.nodes, notes), null);
}

/** Paste a text at a place of the drawing; a kind sentence when it is no clip. */
export function pasteText(tools: Tools, text: string, at: Point | null): void {
  const read = readClip(text);
  if ("refused" in read) showNotice(tools.store, tools.words().clipboard[read.refused]);
  else place(tools, "paste", read.clip, at);
}

function pointerPlace(tools: Tools): Point | null {
  const pointer = tools.pointer();
  if (!pointer) return tools.middle();
  const { x, y } = tools.flow.screenToFlowPosition({ x: pointer[0], y: pointer[1] });
  return [x, y];
}

/** Paste by asking the browser for the clipboard. */
export function pasteFromMenu(tools: Tools, target: Target): void {
  void navigator.clipboard
    ?.readText()
    .then((text) => pasteText(tools, text, target.at ?? pointerPlace(tools)))
    .catch(() => showNotice(tools.store, tools.words().clipboard.readBlocked));
  if (!navigator.clipboard) showNotice(tools.store, tools.words().clipboard.readBlocked);
}

/** Answer the browser's own copy, cut and paste events; false when they are not for the drawing. */
export function onClipboardEvent(tools: Tools, target: Target, event: ClipboardEvent): boolean {
  const data = event.clipboardData;
  if (!data) return false;
  if (event.type === "paste") {
    if (tools.store.getState().readOnly) return false;
    pasteText(tools, data.getData("text/plain"), pointerPlace(tools));
    return true;
  }
  const text = clipText(tools, target);
  if (text === null) return false;
  data.setData("text/plain", text);
  if (event.type === "cut" && !tools.store.getState().readOnly) removeCopied(tools, target);
  else sayCopied(tools, target);
  return true;
}
