/** The list of blocks: drag one onto the drawing, or click to add it beside what is selected. */

import { type PointerEvent, useRef, useState } from "react";
import { filtered } from "../find/fold";
import type { NodeKind } from "../model/types";
import { useActions, useCanvas, useWords } from "../store/context";
import { familyOf } from "../theme/families";
import { Icon } from "../theme/icons";
import { useTools } from "../tools/context";
import { useIsRoomy } from "../tools/room";
import { addBesideSelection, addByDrop, edgeUnder, isOverDrawing } from "./adding";
import { addableKinds, choiceOf, hasStart, kindsByFamily } from "./kinds";

const DRAG_FROM = 5;

interface Drag {
  kind: NodeKind;
  x: number;
  y: number;
}

/** Draw the list, or the button that opens it; narrow canvases begin with the button. */
export function Palette() {
  const words = useWords();
  const { prefer } = useActions();
  const readOnly = useCanvas((state) => state.readOnly);
  const wanted = useCanvas((state) => state.preferences.palette);
  const isRoomy = useIsRoomy();
  const [isForced, setForced] = useState(false);
  const isOpen = wanted && (isRoomy || isForced);
  if (readOnly) return null;
  if (!isOpen)
    return (
      <button
        type="button"
        className="fx-panel fx-palette-open"
        aria-expanded="false"
        title={words.palette.expand}
        onClick={() => {
          setForced(true);
          prefer({ palette: true });
        }}
      >
        <Icon name="plus" size={16} />
        {words.palette.title}
      </button>
    );
  const close = () => {
    setForced(false);
    if (isRoomy) prefer({ palette: false });
  };
  return <OpenPalette onClose={close} onAdded={isRoomy ? undefined : () => setForced(false)} />;
}

interface OpenProps {
  readonly onClose: () => void;
  readonly onAdded: (() => void) | undefined;
}

function OpenPalette({ onClose, onAdded }: OpenProps) {
  const words = useWords();
  const isBegun = useCanvas((state) => hasStart(state.view));
  const kinds = useCanvas((state) => state.kinds);
  const [typed, setTyped] = useState("");
  const addable = addableKinds(kinds, isBegun);
  const shown = filtered(addable, typed, (kind) => {
    const choice = choiceOf(kind, kinds, words);
    return [choice.title, choice.detail ?? "", ...(choice.words ?? [])];
  });
  return (
    <section className="fx-panel fx-palette" aria-label={words.palette.title}>
      <div className="fx-panel-head">
        <h2>{words.palette.title}</h2>
        <button
          type="button"
          className="fx-icon-button"
          aria-label={words.palette.collapse}
          aria-expanded="true"
          title={words.palette.collapse}
          onClick={onClose}
        >
          <Icon name="collapse" />
        </button>
      </div>
      <input
        className="fx-field"
        type="search"
        aria-label={words.palette.search}
        placeholder={words.palette.search}
        title={words.palette.hint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || typed === "") return;
          event.preventDefault();
          setTyped("");
        }}
      />
      <div className="fx-scroll">
        {kindsByFamily(shown, kinds).map(([family, members]) => (
          <div key={family} role="group" aria-label={words.families[family]}>
            <p className="fx-heading">{words.families[family]}</p>
            {members.map((kind) => (
              <Item key={kind.type} kind={kind} onAdded={onAdded} />
            ))}
          </div>
        ))}
        {shown.length === 0 && <p className="fx-nothing">{words.palette.nothing}</p>}
      </div>
    </section>
  );
}

function Item({ kind, onAdded }: { readonly kind: NodeKind; readonly onAdded: (() => void) | undefined }) {
  const tools = useTools();
  const kinds = useCanvas((state) => state.kinds);
  const pressed = useRef<Drag | null>(null);
  const wasDragged = useRef(false);
  const [drag, setDrag] = useState<Drag | null>(null);

  const onMove = (event: PointerEvent) => {
    const from = pressed.current;
    if (!from) return;
    const far = Math.hypot(event.clientX - from.x, event.clientY - from.y) > DRAG_FROM;
    if (!far && !drag) return;
    wasDragged.current = true;
    setDrag({ kind, x: event.clientX, y: event.clientY });
    tools.store.getState().hover({ edge: edgeUnder(tools, event.clientX, event.clientY) });
  };
  const end = (isDropped: boolean) => {
    if (isDropped && drag && isOverDrawing(tools, drag.x, drag.y)) {
      addByDrop(tools, kind, drag.x, drag.y, tools.store.getState().hoveredEdge);
      onAdded?.();
    }
    tools.store.getState().hover({ edge: null });
    pressed.current = null;
    setDrag(null);
  };

  return (
    <>
      <button
        type="button"
        className="fx-palette-item"
        title={kind.description}
        data-type={kind.type}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          wasDragged.current = false;
          pressed.current = { kind, x: event.clientX, y: event.clientY };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={() => end(true)}
        onPointerCancel={() => end(false)}
        onClick={() => {
          if (wasDragged.current) return;
          addBesideSelection(tools, kind);
          onAdded?.();
        }}
      >
        <span className="fx-tile" data-family={familyOf(kind.type, kinds)}>
          <Icon name={kind.icon} />
        </span>
        <span className="fx-option-title">{kind.name}</span>
      </button>
      {drag && <Ghost drag={drag} />}
    </>
  );
}

function Ghost({ drag }: { readonly drag: Drag }) {
  const tools = useTools();
  const kinds = useCanvas((state) => state.kinds);
  const box = tools.root()?.getBoundingClientRect();
  return (
    <div
      className="fx-ghost"
      style={{ left: drag.x - (box?.left ?? 0), top: drag.y - (box?.top ?? 0) }}
      aria-hidden="true"
    >
      <span className="fx-tile" data-family={familyOf(drag.kind.type, kinds)}>
        <Icon name={drag.kind.icon} />
      </span>
      {drag.kind.name}
    </div>
  );
}
