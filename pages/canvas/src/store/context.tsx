/** The store and the commands of the canvas, for every part of it. */
import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { type Words, wordsOf } from "../words";
import { type Command, Commands } from "./commands";
import type { CanvasActions, CanvasStoreState } from "./state";
import type { CanvasStore } from "./store";

interface CanvasContextValue {
  readonly store: CanvasStore;
  readonly commands: Commands;
}

const CanvasContext = createContext<CanvasContextValue | null>(null);

/** Give a store to all parts of a canvas. */
export function CanvasProvider({ store, commands, children }: Partial<CanvasContextValue> & { store: CanvasStore; children: ReactNode }) {
  const value = useMemo(() => ({ store, commands: commands ?? new Commands() }), [store, commands]);
  return <CanvasContext.Provider value={value}>{children}</CanvasContext.Provider>;
}

function useValue(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (!value) throw new Error("A part of the canvas is used outside of it.");
  return value;
}

/** A part of the state; draws again when that part changes. */
export function useCanvas<T>(selector: (state: CanvasStoreState) => T): T {
  return useStore(useValue().store, selector);
}

/** The store itself, for reading inside handlers. */
export function useCanvasStore(): CanvasStore {
  return useValue().store;
}

/** The actions; never draws again. */
export function useActions(): CanvasActions {
  return useValue().store.getState();
}

/** The words in the language of the interface. */
export function useWords(): Words {
  return wordsOf(useCanvas((state) => state.language));
}

/** All commands by name, for the keyboard, menus and the command palette. */
export function useCommands(): Commands {
  return useValue().commands;
}

/** Add commands while the calling part is mounted. Memoise `commands`. */
export function useRegisterCommands(commands: readonly Command[]): void {
  const registry = useCommands();
  useEffect(() => registry.add(commands), [registry, commands]);
}
