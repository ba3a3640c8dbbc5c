/** Sticky notes, under the edges: move, resize, write. */

import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import type { Note as NoteDocument } from "../model/types";
import { useActions, useCanvas, useWords } from "../store/context";
import { NOTE_SIZE } from "../command/arranging";
import { isInDialog } from "../gestures/returning";
import { useTools, useToolsState } from "../tools/context";
import { useDragging } from "../tools/dragging";
import { focusDrawing } from "../tools/focus";

const SMALLEST = [120, 64] as const;
const LONGEST_TEXT = 2000;

/** Draw all notes. */
export function Notes() {
  const notes = useCanvas((state) => state.view.notes);
  return notes.map((note) => <Note key={note.id} note={note} />);
}

function Note({ note }: { readonly note: NoteDocument }) {
  const tools = useTools();
  const words = useWords();
  const { perform, select, open } = useActions();
  const readOnly = useCanvas((state) => state.readOnly);
  const isSelected = useCanvas((state) => state.selection.note === note.id);
  const isEdited = useToolsState((state) => state.editedNote === note.id);
  const [[x, y], [width, height]] = [note.place ?? [0, 0], note.size ?? NOTE_SIZE];
  const put = (change: Partial<NoteDocument>) =>
    perform("note", [{ change: "put_note", note: { ...note, ...change } as NoteDocument }]);
  const moved = useDragging(([dx, dy]) => put({ place: [x + dx, y + dy] }), !readOnly && !isEdited);
  const sized = useDragging(
    ([dx, dy]) => put({ size: [Math.max(SMALLEST[0], width + dx), Math.max(SMALLEST[1], height + dy)] }),
    !readOnly,
  );
  const edit = () => !readOnly && tools.own.setState({ editedNote: note.id });
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    select({ note: note.id });
    const screen = [event.clientX, event.clientY] as const;
    open({ name: "menu", target: { kind: "note", id: note.id }, screen, at: [x, y] });
  };
  return (
    <div
      className={`fx-note nopan nodrag ${isSelected ? "fx-selected" : ""}`}
      data-color={String(note.color ?? "amber")}
      data-note={note.id}
      role="group"
      tabIndex={0}
      aria-label={words.note.label(note.text ?? "")}
      style={{
        left: x + moved.by[0],
        top: y + moved.by[1],
        width: Math.max(SMALLEST[0], width + sized.by[0]),
        height: Math.max(SMALLEST[1], height + sized.by[1]),
      }}
      onFocus={() => !isSelected && select({ note: note.id })}
      onDoubleClick={edit}
      onContextMenu={onContextMenu}
      {...moved.handlers}
    >
      {isEdited ? (
        <NoteText note={note} onDone={(text) => text !== (note.text ?? "") && put({ text })} />
      ) : (
        <p className={note.text ? "fx-note-text" : "fx-note-text fx-muted"} dir="auto">
          {note.text || words.note.placeholder}
        </p>
      )}
      {!readOnly && (
        <span className="fx-note-corner" title={words.note.resize} aria-hidden="true" {...sized.handlers} />
      )}
    </div>
  );
}

interface NoteTextProps {
  readonly note: NoteDocument;
  readonly onDone: (text: string) => void;
}

function NoteText({ note, onDone }: NoteTextProps) {
  const tools = useTools();
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const finish = (isKept: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    tools.own.setState({ editedNote: null });
    if (isKept) onDone(field.current?.value ?? "");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isEnd = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
    if (!isEnd) return;
    event.preventDefault();
    finish(true);
    focusDrawing(tools);
  };
  return (
    <textarea
      ref={field}
      className="fx-note-text nodrag nowheel"
      aria-label={words.note.edit}
      placeholder={words.note.placeholder}
      defaultValue={note.text ?? ""}
      maxLength={LONGEST_TEXT}
      dir="auto"
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onBlur={(event) => isInDialog(event.relatedTarget) || finish(true)}
    />
  );
}
