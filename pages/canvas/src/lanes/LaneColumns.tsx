/** The columns of the stages behind everything, as high as the canvas. */
import { useStore } from "@xyflow/react";
import { useMemo } from "react";
import { useCanvas } from "../store/context";
import { lanesOf } from "./lanes";

/** The stages' columns of the shown view. */
export function useLanes() {
  const view = useCanvas((state) => state.view);
  return useMemo(() => lanesOf(view), [view]);
}

export function LaneColumns() {
  const lanes = useLanes();
  const x = useStore((state) => state.transform[0]);
  const zoom = useStore((state) => state.transform[2]);
  return (
    <div className="fx-lanes" aria-hidden="true">
      {lanes.map((lane, index) => (
        <div
          key={lane.stage.id}
          className={index % 2 === 0 ? "fx-lane" : "fx-lane fx-lane-odd"}
          style={{ transform: `translateX(${lane.x * zoom + x}px)`, width: lane.width * zoom }}
        />
      ))}
    </div>
  );
}
