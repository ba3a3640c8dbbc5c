/** Texts written on the card itself. Esc, Ctrl+Enter and leaving the field all keep them; undo takes them back. */
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { isInDialog } from "../gestures/returning";
import { valueAt } from "../model/cards";
import { useActions, useCanvasStore, useWords } from "../store/context";
import type { CanvasStore } from "../store/store";

/** The message of a card as a field. */
export function EditedText({ id }: { id: string }) {
  const store = useCanvasStore();
  const words = useWords();
  const field = useField<HTMLTextAreaElement>();
  const keep = useKeeping(id, "text", () => field.current?.value ?? "");
  return (
    <textarea
      ref={field}
      className="fx-text-field nodrag nopan nowheel"
      aria-label={words.card.editText}
      defaultValue={textOf(store, id)}
      placeholder={words.card.noText}
      onBlur={keep.blur}
      onKeyDown={keep.keyDown}
      onInput={(event) => grow(event.currentTarget)}
      onFocus={(event) => grow(event.currentTarget)}
    />
  );
}

/** The name of a card as a field; Enter keeps. */
export function EditedName({ id }: { id: string }) {
  const store = useCanvasStore();
  const words = useWords();
  const field = useField<HTMLInputElement>();
  const keep = useKeeping(id, "name", () => field.current?.value ?? "");
  return (
    <input
      ref={field}
      className="fx-title-field nodrag nopan"
      aria-label={words.card.editName}
      maxLength={200}
      defaultValue={store.getState().view.cards[id]?.node.name ?? ""}
      onBlur={keep.blur}
      onKeyDown={keep.keyDown}
    />
  );
}

function useField<T extends HTMLInputElement | HTMLTextAreaElement>() {
  const field = useRef<T>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  return field;
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 320)}px`;
}

/** Handlers that keep what is written, once, however the field is left. */
function useKeeping(id: string, what: "text" | "name", written: () => string) {
  const store = useCanvasStore();
  const { edit } = useActions();
  const over = useRef(false);
  const finish = (): void => {
    if (over.current) return;
    over.current = true;
    keep(store, id, what, written());
    edit(null);
  };
  return {
    // A dialog of the page gives the focus back: what is being written must not end with it.
    blur: (event: FocusEvent) => isInDialog(event.relatedTarget) || finish(),
    keyDown: (event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.nativeEvent.isComposing) return;
      const enough = event.key === "Enter" && (what === "name" || event.ctrlKey || event.metaKey);
      if (!enough && event.key !== "Escape") return;
      event.preventDefault();
      const card = event.currentTarget.closest<HTMLElement>(".fx-card");
      finish();
      card?.focus({ preventScroll: true });
    },
  };
}

function textOf(store: CanvasStore, id: string): string {
  const card = store.getState().view.cards[id];
  const text = card?.text_path ? valueAt(card.node, card.text_path) : undefined;
  return typeof text === "string" ? text : "";
}

function keep(store: CanvasStore, id: string, what: "text" | "name", value: string): void {
  const { view, perform } = store.getState();
  const card = view.cards[id];
  if (!card) return;
  const before = what === "text" ? textOf(store, id) : (card.node.name ?? "");
  const path = what === "text" ? card.text_path : "name";
  if (path === null || value === before || (what === "name" && value.trim() === "")) return;
  perform(what === "text" ? "set_text" : "rename", [{ change: "set", node: id, path, value: what === "name" ? value.trim() : value }]);
}
