/** Folds a long row of columns into bands below each other, as text is broken into lines. */

import { CARD_WIDTH } from "./card";

const COLUMN = CARD_WIDTH + 96;
const BETWEEN_BANDS = 88;
const FEWEST_COLUMNS = 3;

export interface Block {
  width: number;
  height: number;
  places: Record<string, readonly [number, number]>;
}

type Column = readonly (readonly [id: string, y: number])[];

function columnsOf(block: Block): Column[] {
  const columns = new Map<number, [string, number][]>();
  for (const [id, [x, y]] of Object.entries(block.places)) {
    const key = Math.round(x);
    columns.set(key, [...(columns.get(key) ?? []), [id, y]]);
  }
  return [...columns.entries()].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/** Return the block in bands, about `shape` times as wide as high. */
export function folded(block: Block, heights: ReadonlyMap<string, number>, shape: number): Block {
  const columns = columnsOf(block);
  const wanted = Math.ceil(Math.sqrt((shape * columns.length * block.height) / COLUMN));
  const across = Math.max(FEWEST_COLUMNS, wanted);
  if (columns.length <= across + 1) return block;
  const places: Block["places"] = {};
  let top = 0;
  let width = 0;
  for (let from = 0; from < columns.length; from += across) {
    const band = columns.slice(from, from + across);
    const first = Math.min(...band.flat().map(([, y]) => y));
    let bottom = 0;
    band.forEach((column, index) => {
      for (const [id, y] of column) {
        places[id] = [index * COLUMN, top + y - first];
        bottom = Math.max(bottom, top + y - first + (heights.get(id) ?? 0));
      }
    });
    width = Math.max(width, (band.length - 1) * COLUMN + CARD_WIDTH);
    top = bottom + BETWEEN_BANDS;
  }
  return { width, height: top - BETWEEN_BANDS, places };
}
