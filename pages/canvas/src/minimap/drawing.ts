/** Draws the map: lanes with their names, cards in the colours of their families, what is seen. */

import { boxAround, cardBox, type Box } from "../layout/card";
import { hiddenCards, type LaneBox } from "../lanes/lanes";
import type { Kinds } from "../model/cards";
import type { FlowView } from "../model/types";
import { familyColors, familyOf } from "../theme/families";

const MARGIN = 120;

export interface MapScale {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface MapPicture {
  readonly view: FlowView;
  readonly kinds: Kinds;
  readonly lanes: readonly LaneBox[];
  readonly dark: boolean;
  readonly selected: ReadonlySet<string>;
  /** What the window shows, in coordinates of the drawing. */
  readonly seen: Box;
}

function cardsOf({ view, kinds, dark }: MapPicture): { id: string; box: Box; color: string }[] {
  const colors = familyColors(dark);
  const hidden = hiddenCards(view);
  return Object.entries(view.cards).flatMap(([id, card]) => {
    const at = view.layout[id];
    if (!at || hidden.has(id)) return [];
    const color = colors[familyOf(card.node.type, kinds)];
    return [{ id, box: cardBox(at, card.outcomes.length), color }];
  });
}

/** Return how the drawing is shrunk to fit a map of a size in pixels. */
export function scaleOf(picture: MapPicture, width: number, height: number): MapScale {
  const cards = boxAround([...cardsOf(picture).map((card) => card.box)]) ?? picture.seen;
  const lanes = picture.lanes.map(({ x, width: wide }) => ({ x, y: cards.y, width: wide, height: 1 }));
  const all = boxAround([cards, picture.seen, ...lanes])!;
  const scale = Math.min(width / (all.width + 2 * MARGIN), height / (all.height + 2 * MARGIN));
  return {
    scale,
    left: all.x + all.width / 2 - width / 2 / scale,
    top: all.y + all.height / 2 - height / 2 / scale,
  };
}

type Pen = Pick<
  CanvasRenderingContext2D,
  "fillStyle" | "strokeStyle" | "lineWidth" | "font" | "fillRect" | "strokeRect" | "fillText" | "clearRect"
>;

/** Draw the map. */
export function drawMap(pen: Pen, picture: MapPicture, width: number, height: number): MapScale {
  const fit = scaleOf(picture, width, height);
  const x = (value: number) => (value - fit.left) * fit.scale;
  const y = (value: number) => (value - fit.top) * fit.scale;
  const ink = picture.dark ? "#CBD5E1" : "#334155";
  pen.clearRect(0, 0, width, height);
  picture.lanes.forEach((lane, index) => {
    pen.fillStyle = picture.dark ? ["#1E293B", "#243044"][index % 2]! : ["#F1F5F9", "#E2E8F0"][index % 2]!;
    pen.fillRect(x(lane.x), 0, lane.width * fit.scale, height);
  });
  for (const { id, box, color } of cardsOf(picture)) {
    pen.fillStyle = color;
    pen.fillRect(x(box.x), y(box.y), Math.max(3, box.width * fit.scale), Math.max(2, box.height * fit.scale));
    if (!picture.selected.has(id)) continue;
    pen.strokeStyle = picture.dark ? "#60A5FA" : "#0C64DF";
    pen.lineWidth = 2;
    pen.strokeRect(x(box.x) - 1, y(box.y) - 1, box.width * fit.scale + 2, box.height * fit.scale + 2);
  }
  pen.font = "10px system-ui, sans-serif";
  pen.fillStyle = ink;
  for (const lane of picture.lanes) {
    const name = clipped(lane.stage.name, lane.width * fit.scale - 6);
    if (name !== "") pen.fillText(name, x(lane.x) + 3, 11);
  }
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  const { seen } = picture;
  pen.strokeRect(x(seen.x), y(seen.y), seen.width * fit.scale, seen.height * fit.scale);
  return fit;
}

const LETTER = 5.4;

/** Return as much of a name as fits, or nothing when that is less than two letters. */
function clipped(name: string, width: number): string {
  const letters = Math.floor(width / LETTER);
  if (letters < 2) return "";
  return name.length <= letters ? name : `${name.slice(0, letters - 1)}…`;
}
