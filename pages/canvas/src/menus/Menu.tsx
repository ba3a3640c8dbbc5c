/** The context menus: what can be done to what was pressed. */

import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { isPossible, runAction } from "../command/registry";
import { menuTarget, type Target } from "../command/target";
import { keysOf } from "../shortcuts/table";
import { useActions, useCanvas, useWords } from "../store/context";
import type { Overlay } from "../store/state";
import { setStageChanges, stageChanges } from "../tools/changes/stages";
import { useTools } from "../tools/context";
import { Keys } from "../tools/Keys";
import { Popover } from "../tools/Popover";
import type { ActionId } from "../words";
import { Colors } from "./Colors";
import { entriesOf } from "./entries";

type MenuOverlay = Extract<Overlay, { name: "menu" }>;

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Move the focus among the items of a menu. */
function onMenuKey(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.indexOf(event.target as HTMLElement);
  const step = STEPS[event.key];
  let next: HTMLElement | undefined;
  if (step !== undefined) next = items[(at + step + items.length) % items.length];
  else if (event.key === "Home") next = items[0];
  else if (event.key === "End") next = items.at(-1);
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase();
    const later = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    next = later.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter));
  } else return;
  event.preventDefault();
  next?.focus();
}

/** Draw the menu of a target. */
export function Menu({ overlay }: { readonly overlay: MenuOverlay }) {
  const tools = useTools();
  const words = useWords();
  const { open } = useActions();
  const [isStages, setStages] = useState(overlay.target.page === "stages");
  const target = useMemo(
    () => menuTarget(tools.store.getState(), overlay.target, overlay.at, overlay.screen),
    [tools, overlay],
  );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  }, [isStages]);
  const label = words.menu[overlay.target.kind];
  return (
    <Popover label={label} role="group" screen={overlay.screen} className="fx-menu" onClose={() => open(null)}>
      <div ref={list} role="menu" aria-label={label} onKeyDown={onMenuKey} onContextMenu={(event) => event.preventDefault()}>
        {isStages ? (
          <StageItems target={target} />
        ) : (
          <>
            <ActionItems overlay={overlay} target={target} onStages={() => setStages(true)} />
            <ColorRow overlay={overlay} />
          </>
        )}
      </div>
    </Popover>
  );
}

interface ItemsProps {
  readonly overlay: MenuOverlay;
  readonly target: Target;
  readonly onStages: () => void;
}

function ActionItems({ overlay, target, onStages }: ItemsProps) {
  const tools = useTools();
  const words = useWords();
  const { open } = useActions();
  const own = useCanvas((state) => state.preferences.keys);
  const entries = entriesOf(overlay.target.kind, (id) => isPossible(tools, id, target));
  const run = (id: ActionId) => {
    if (id === "setStage") return onStages();
    open(null);
    runAction(tools, id, target);
  };
  return entries.map((id, index) =>
    id === null ? (
      <div key={`line-${index}`} role="separator" />
    ) : (
      <Item key={id} onRun={() => run(id)} id={id} isDangerous={id === "delete" || id === "deleteStage"}>
        <span>{words.actions[id]}</span>
        {id === "setStage" ? <span aria-hidden="true">›</span> : <Chord chord={keysOf(id, own)[0]} />}
      </Item>
    ),
  );
}

function Chord({ chord }: { readonly chord: string | undefined }) {
  return chord === undefined ? null : <Keys chord={chord} />;
}

interface ItemProps {
  readonly id?: string;
  readonly isChecked?: boolean;
  readonly isDangerous?: boolean;
  readonly onRun: () => void;
  readonly children: ReactNode;
}

function Item({ id, isChecked, isDangerous, onRun, children }: ItemProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={isDangerous ? "fx-menu-item fx-dangerous" : "fx-menu-item"}
      data-action={id}
      onClick={onRun}
      {...(isChecked === undefined
        ? { role: "menuitem" }
        : { role: "menuitemradio", "aria-checked": isChecked })}
    >
      {children}
    </button>
  );
}

function StageItems({ target }: { readonly target: Target }) {
  const words = useWords();
  const { open, perform } = useActions();
  const view = useCanvas((state) => state.view);
  const now = new Set(target.nodes.map((id) => view.cards[id]?.node.stage ?? null));
  const choose = (stage: string | null) => {
    open(null);
    perform("set_stage", setStageChanges(view, target.nodes, stage));
  };
  const stages: readonly { id: string | null; name: string; color?: string | null }[] = [
    ...view.stages,
    { id: null, name: words.lane.noStage },
  ];
  return stages.map((stage) => (
    <Item
      key={stage.id ?? ""}
      isChecked={now.size === 1 && now.has(stage.id)}
      onRun={() => choose(stage.id)}
    >
      <span className="fx-dot-color" data-color={stage.color ?? "gray"} />
      <span className="fx-clipped" dir="auto">
        {stage.name}
      </span>
    </Item>
  ));
}

function ColorRow({ overlay }: { readonly overlay: MenuOverlay }) {
  const { open, perform } = useActions();
  const view = useCanvas((state) => state.view);
  const readOnly = useCanvas((state) => state.readOnly);
  const { kind, id = "" } = overlay.target;
  if (readOnly) return null;
  if (kind === "lane") {
    const stage = view.stages.find((one) => one.id === id);
    if (!stage) return null;
    const paint = (color: string) => {
      open(null);
      perform("stage", stageChanges(view, id, { color }));
    };
    return <Colors now={stage.color ?? "gray"} onChoose={paint} />;
  }
  const note = kind === "note" ? view.notes.find((one) => one.id === id) : undefined;
  if (!note) return null;
  const paint = (color: string) => {
    open(null);
    perform("note", [{ change: "put_note", note: { ...note, color } }]);
  };
  return <Colors now={String(note.color ?? "amber")} onChoose={paint} />;
}
