/** Undo, redo, and "Salvo às 14:32": quiet while all goes well. */
import { useActions, useCanvas, useCommands, useWords } from "../store/context";
import { Icon } from "../theme/icons";
import type { ActionId } from "../words";

export function SavedLine() {
  const readOnly = useCanvas((state) => state.readOnly);
  const words = useWords();
  return (
    <div className="fx-saved" role="group">
      {readOnly ? (
        <span className="fx-saved-words">{words.canvas.readOnly}</span>
      ) : (
        <>
          <Step id="undo" />
          <Step id="redo" />
          <Saved />
        </>
      )}
      <Counts />
    </div>
  );
}

function Step({ id }: { id: Extract<ActionId, "undo" | "redo"> }) {
  const words = useWords();
  const commands = useCommands();
  const possible = useCanvas((state) => (id === "undo" ? state.canUndo || state.waiting.length > 0 : state.canRedo));
  const what = useCanvas((state) => (id === "undo" ? state.undoLabel : state.redoLabel));
  const label = what === null ? words.actions[id] : `${words.actions[id]}: ${what}`;
  return (
    <button
      type="button"
      className="fx-round"
      data-action={id}
      disabled={!possible}
      title={`${label} (${id === "undo" ? "Ctrl+Z" : "Ctrl+Shift+Z"})`}
      aria-label={label}
      onClick={() => commands.run(id)}
    >
      <Icon name={id} size={16} />
    </button>
  );
}

function Saved() {
  const words = useWords();
  const saving = useCanvas((state) => state.saving);
  const savedAt = useCanvas((state) => state.savedAt);
  const reason = useCanvas((state) => state.unsavedBecause);
  if (reason !== null)
    return (
      <span className="fx-saved-words fx-offline" role="status" title={reason}>
        <Icon name="cloud" size={16} /> {words.status.held}
      </span>
    );
  if (saving === "offline")
    return (
      <span className="fx-saved-words fx-offline" role="status">
        <Icon name="cloud" size={16} /> {words.status.offline}
      </span>
    );
  const sentence = saving === "saving" ? words.status.saving : savedAt === null ? "" : words.status.saved(savedAt);
  return (
    <span className="fx-saved-words" role="status">
      {sentence}
    </span>
  );
}

function Counts() {
  const words = useWords();
  const { ask } = useActions();
  const { errors, warnings } = useCanvas((state) => state.problemCounts);
  const count = errors + warnings;
  const classes = errors > 0 ? "fx-counts fx-counts-error" : "fx-counts";
  return (
    <button type="button" className={classes} onClick={() => ask("problems")}>
      <span aria-hidden="true">{count === 0 ? "✓" : errors > 0 ? "!" : "△"}</span>{" "}
      {count === 0 ? words.status.noProblems : words.status.problems(count)}
    </button>
  );
}
