import { nameOf } from "../../cards/label";
import type { Command } from "../../store/commands";
import type { CanvasStore } from "../../store/store";
import { wordsOf } from "../../words";
import { deletion, deletionWithReconnection } from "../changes";
import { disconnect } from "../connecting";
import type { Workplace } from "./workplace";

/** Undo, delete, write. */
export function editingCommands({ store }: Workplace): Command[] {
  const state = store.getState;
  const selected = (): readonly string[] => state().selection.nodes;
  const writable = (): boolean => !state().readOnly;
  const some = (): boolean => writable() && selected().length > 0;
  const words = () => wordsOf(state().language);
  const removeSelected = (reconnect: boolean): boolean | void => {
    const { view, selection, perform, announce, kinds } = state();
    if (selection.edge !== null && selection.nodes.length === 0) return disconnect(store, selection.edge);
    if (selection.note !== null && selection.nodes.length === 0)
      return perform("note", [{ change: "remove_note", id: selection.note }]);
    const names = selection.nodes.flatMap((id) => (view.cards[id] ? [nameOf(view.cards[id], kinds)] : []));
    if (names.length === 0) return false;
    perform(
      reconnect ? "delete_and_reconnect" : "delete",
      (reconnect ? deletionWithReconnection : deletion)(view, selection.nodes),
    );
    state().select({});
    announce(names.length === 1 ? words().announce.deleted(names[0] ?? "") : words().announce.deletedMany(names.length));
  };
  const any = (): boolean => some() || (writable() && (state().selection.edge ?? state().selection.note) !== null);
  return [
    { id: "undo", enabled: () => writable() && mayUndo(store), run: () => { state().undo(); state().announce(words().announce.undone(state().undoLabel ?? "")); } },
    { id: "redo", enabled: () => writable() && (state().canRedo || state().waiting.length > 0), run: () => { state().redo(); state().announce(words().announce.redone(state().redoLabel ?? "")); } },
    { id: "delete", enabled: any, run: () => removeSelected(false) },
    { id: "deleteReconnect", enabled: any, run: () => removeSelected(true) },
    { id: "disconnect", enabled: () => writable() && state().selection.edge !== null, run: () => { const edge = state().selection.edge; if (edge !== null) disconnect(store, edge); } },
    { id: "rename", enabled: some, run: () => state().edit({ node: selected()[0] ?? "", what: "name" }) },
    { id: "editText", enabled: some, run: () => editText(store) },
    { id: "selectAll", run: () => state().select({ nodes: Object.keys(state().view.cards) }) },
  ];
}

function mayUndo(store: CanvasStore): boolean {
  return store.getState().canUndo || store.getState().waiting.length > 0;
}

function editText(store: CanvasStore): boolean | void {
  const { selection, view, edit, ask } = store.getState();
  const id = selection.nodes[0];
  if (id === undefined) return false;
  if (view.cards[id]?.text_path) edit({ node: id, what: "text" });
  else ask("inspect", id);
}
