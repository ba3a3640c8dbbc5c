/** The cards as obstacles, found quickly by area. */

import type { Box } from "../layout/card";

const CELL = 512;

export interface Obstacles {
  /** Return the boxes that may lie in an area, each once. */
  within(left: number, top: number, right: number, bottom: number): readonly Box[];
}

export const NO_OBSTACLES: Obstacles = { within: () => [] };

function cellsOf(left: number, top: number, right: number, bottom: number): string[] {
  const cells: string[] = [];
  for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++)
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++)
      cells.push(`${column},${row}`);
  return cells;
}

/** Return an index of the boxes; made once for each layout, not for each edge. */
export function obstaclesOf(boxes: Iterable<Box>): Obstacles {
  const cells = new Map<string, Box[]>();
  for (const box of boxes)
    for (const cell of cellsOf(box.x, box.y, box.x + box.width, box.y + box.height)) {
      const held = cells.get(cell);
      if (held) held.push(box);
      else cells.set(cell, [box]);
    }
  return {
    within(left, top, right, bottom) {
      const found = new Set<Box>();
      for (const cell of cellsOf(left, top, right, bottom))
        for (const box of cells.get(cell) ?? [])
          if (
            box.x < right &&
            box.x + box.width > left &&
            box.y < bottom &&
            box.y + box.height > top
          )
            found.add(box);
      return [...found];
    },
  };
}
