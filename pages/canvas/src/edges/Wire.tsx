/** An edge: right angles, an arrowhead, ↩ when it leads back, its outcome's name from afar. */
import { type EdgeProps, useStore } from "@xyflow/react";
import { memo, useEffect } from "react";
import type { FlowEdge } from "../gestures/flowEdges";
import { ENTRY_Y, outcomeY } from "../cards/geometry";
import { type Box, cardHeight } from "../layout/card";
import { isStrip } from "../lanes/strips";
import { backEdges } from "../layout/graph";
import { edgeClasses } from "../run/paint";
import { type EdgeKey } from "../model/types";
import type { Point, Route } from "../routing";
import { useCanvas, useCanvasStore } from "../store/context";
import { routesOf } from "./routes";

/** Below this zoom the outcomes' names on cards are small: edges carry them. */
const NAMED_BELOW = 0.6;

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const id = props.id as EdgeKey;
  const way = useWay(props);
  const hovered = useCanvas((state) => state.hoveredEdge === id);
  const error = useCanvas((state) => state.view.error_route === props.target);
  const dim = useCanvas((state) => state.spotlight !== null && !(state.spotlight.has(props.source) && state.spotlight.has(props.target)));
  const classes = ["fx-wire"];
  if (hovered) classes.push("fx-hovered");
  if (props.selected) classes.push("fx-selected");
  if (error) classes.push("fx-error");
  const back = useCanvas((state) => backEdges(state.view).has(id));
  if (back) classes.push("fx-back");
  if (dim) classes.push("fx-dim");
  const run = useCanvas((state) => edgeClasses(state.paint, id));
  if (run) classes.push(run);
  const tip = { x: props.targetX, y: props.targetY };
  return (
    <g className={classes.join(" ")} data-edge={id}>
      <path className="fx-wire-line" d={way.path} />
      <path className="fx-wire-head" d={`M${tip.x - 9} ${tip.y - 5.5}L${tip.x} ${tip.y}L${tip.x - 9} ${tip.y + 5.5}Z`} />
      <path className="react-flow__edge-interaction fx-wire-hit" d={way.path} />
      {back && <BackMark at={way.middle} />}
      <Label source={props.source} outcome={props.data?.outcome ?? ""} entry={hovered ? 0 : (props.data?.entry ?? 0)} way={way} tip={tip} />
    </g>
  );
});

function useWay(props: EdgeProps<FlowEdge>): Route {
  const store = useCanvasStore();
  const view = useCanvas((state) => state.view);
  const routes = routesOf(store);
  const id = props.id as EdgeKey;
  const moving = useStore(
    (state) => (state.nodeLookup.get(props.source)?.dragging || state.nodeLookup.get(props.target)?.dragging) ?? false,
  );
  useEffect(() => () => routes.forget(id), [routes, id]);
  const index = props.data?.index ?? 0;
  const height = (node: string): number => cardHeight(view.cards[node]?.outcomes.length ?? 0);
  return routes.find(view, {
    id,
    source: { x: props.sourceX, y: props.sourceY },
    target: { x: props.targetX, y: props.targetY },
    sourceBox: isStrip(props.source) ? undefined : box(props.sourceX - 240, props.sourceY - outcomeY(index), height(props.source)),
    targetBox: isStrip(props.target) ? undefined : box(props.targetX, props.targetY - ENTRY_Y, height(props.target)),
    index,
    moving,
  });
}

function box(x: number, y: number, height: number): Box {
  return { x, y, width: 240, height };
}

function BackMark({ at }: { at: Point }) {
  return (
    <g className="fx-back-mark" transform={`translate(${at.x} ${at.y})`}>
      <circle r="9" />
      <text textAnchor="middle" dominantBaseline="central">
        ↩
      </text>
    </g>
  );
}

/** So many names are written above each other where edges arrive; more would cover the cards. */
const MOST_NAMES = 3;
/** Height of the letters: on the drawing near by, in the window from afar. */
const NAME_SIZE = 14;
const SEEN_SIZE = 10;

interface LabelProps {
  readonly source: string;
  readonly outcome: string;
  readonly entry: number;
  readonly way: Route;
  readonly tip: Point;
}

function Label({ source, outcome, entry, way, tip }: LabelProps) {
  const outcomes = useCanvas((state) => state.view.cards[source]?.outcomes);
  const where = useStore(({ transform, width, height }) => placeOfName(way.points[0], transform, width, height));
  const size = useStore(({ transform: [, , zoom] }) => (zoom < NAMED_BELOW ? Math.round(SEEN_SIZE / zoom) : NAME_SIZE));
  const label = outcomes?.find((one) => one.id === outcome)?.label ?? "";
  const crowded = where === "end" && entry >= MOST_NAMES;
  const obvious = where === "middle" && outcomes?.length === 1;
  if (where === "none" || crowded || obvious || label === "") return null;
  const at = where === "end" ? { x: tip.x - 16, y: tip.y - 8 - entry * (size + 3) } : { x: way.middle.x, y: way.middle.y - 8 };
  return (
    <text className="fx-wire-label" x={at.x} y={at.y} fontSize={size} textAnchor={where === "end" ? "end" : "middle"}>
      {label}
    </text>
  );
}

/** At the end when the outcome's own name is out of view, in the middle when it is too small to read. */
function placeOfName(
  start: Point | undefined,
  [x, y, zoom]: readonly [number, number, number],
  width: number,
  height: number,
): "none" | "middle" | "end" {
  if (!start) return "none";
  const [left, top] = [start.x * zoom + x, start.y * zoom + y];
  if (left < 0 || top < 0 || left > width || top > height) return "end";
  return zoom < NAMED_BELOW ? "middle" : "none";
}
