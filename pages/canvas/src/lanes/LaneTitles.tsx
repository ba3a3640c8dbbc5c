/** The title bars of the stages, at the top while the drawing moves under them. */
import { useReactFlow, useStore } from "@xyflow/react";
import { type PointerEvent, useState } from "react";
import { useCanvas, useCanvasStore, useWords } from "../store/context";
import { Icon } from "../theme/icons";
import { useLanes } from "./LaneColumns";
import { type LaneBox, lanesOf, resizedLane, toggledLane } from "./lanes";

const NARROWEST_STRIP_PX = 28;

export function LaneTitles() {
  const lanes = useLanes();
  const x = useStore((state) => state.transform[0]);
  const zoom = useStore((state) => state.transform[2]);
  if (lanes.length === 0) return null;
  return (
    <div className="fx-lane-titles">
      {lanes.map((lane) => (
        <Title key={lane.stage.id} lane={lane} left={lane.x * zoom + x} zoom={zoom} />
      ))}
    </div>
  );
}

function Title({ lane, left, zoom }: { lane: LaneBox; left: number; zoom: number }) {
  const words = useWords();
  const [wider, setWider] = useState(0);
  const { stage, count } = lane;
  const width = (lane.width + wider) * zoom;
  const collapsed = lane.lane.collapsed;
  const menu = useLaneMenu(stage.id);
  return (
    <div
      className={collapsed ? "fx-lane-title fx-collapsed" : "fx-lane-title"}
      style={collapsed ? stripStyle(left, width) : { transform: `translateX(${left}px)`, width }}
      data-stage={stage.id}
      data-color={stage.color ?? undefined}
      role="group"
      aria-label={words.lane.title(stage.name, count)}
      onContextMenu={menu}
    >
      <Toggle lane={lane} />
      <span className="fx-lane-name" title={stage.name}>
        {stage.name}
      </span>
      <span className="fx-lane-count">{collapsed ? count : words.lane.count(count)}</span>
      {!collapsed && <Grip lane={lane} zoom={zoom} onWider={setWider} />}
    </div>
  );
}

/** A strip stays wide enough to be opened, also from afar. */
function stripStyle(left: number, width: number) {
  const wide = Math.max(width, NARROWEST_STRIP_PX);
  return { transform: `translateX(${left - (wide - width) / 2}px)`, width: wide };
}

function Toggle({ lane }: { lane: LaneBox }) {
  const words = useWords();
  const store = useCanvasStore();
  const readOnly = useCanvas((state) => state.readOnly);
  const label = lane.lane.collapsed ? words.lane.expand : words.lane.collapse;
  if (readOnly) return null;
  return (
    <button
      type="button"
      className="fx-lane-toggle"
      tabIndex={-1}
      title={label}
      aria-label={`${label}: ${lane.stage.name}`}
      aria-expanded={!lane.lane.collapsed}
      onClick={() => {
        const { view, perform } = store.getState();
        perform("stage", toggledLane(view, lanesOf(view), lane.stage.id));
      }}
    >
      <Icon name={lane.lane.collapsed ? "expand" : "collapse"} />
    </button>
  );
}

function useLaneMenu(id: string) {
  const store = useCanvasStore();
  const flow = useReactFlow();
  return (event: React.MouseEvent): void => {
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    store.getState().open({ name: "menu", target: { kind: "lane", id }, screen: [event.clientX, event.clientY], at: [x, y] });
  };
}

function Grip({ lane, zoom, onWider }: { lane: LaneBox; zoom: number; onWider: (by: number) => void }) {
  const words = useWords();
  const store = useCanvasStore();
  const readOnly = useCanvas((state) => state.readOnly);
  const [from, setFrom] = useState<number | null>(null);
  if (readOnly) return null;
  const by = (event: PointerEvent): number => (from === null ? 0 : (event.clientX - from) / zoom);
  return (
    <span
      className="fx-lane-grip"
      title={words.lane.resize}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(event.clientX);
      }}
      onPointerMove={(event) => from !== null && onWider(by(event))}
      onPointerUp={(event) => {
        const { view, perform } = store.getState();
        const changes = by(event) === 0 ? [] : resizedLane(view, lanesOf(view), lane.stage.id, lane.width + by(event));
        setFrom(null);
        onWider(0);
        perform("stage", changes);
      }}
    />
  );
}
