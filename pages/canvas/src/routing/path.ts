/** Lines with right angles: their shape, their middle, their drawing with round corners. */

export interface Point {
  x: number;
  y: number;
}

const CORNER = 8;

function onOneLine(a: Point, b: Point, c: Point): boolean {
  return (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);
}

/** Return the points without repeated ones and without those in the middle of a straight line. */
export function tidyPoints(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (before && last && onOneLine(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return {
    x: from.x + ((to.x - from.x) * length) / whole,
    y: from.y + ((to.y - from.y) * length) / whole,
  };
}

/** Return the SVG path through the points, with corners of 8 px where there is room. */
export function pathOf(points: readonly Point[]): string {
  const first = points[0];
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  for (let i = 1; i < points.length; i++) {
    const [before, point, after] = [points[i - 1]!, points[i]!, points[i + 1]];
    if (!after) {
      path += `L${point.x} ${point.y}`;
      continue;
    }
    const radius = Math.min(CORNER, distance(before, point) / 2, distance(point, after) / 2);
    const enter = towards(point, before, radius);
    const leave = towards(point, after, radius);
    path += `L${enter.x} ${enter.y}Q${point.x} ${point.y} ${leave.x} ${leave.y}`;
  }
  return path;
}

/** Return the point at half the length. */
export function middleOf(points: readonly Point[]): Point {
  let rest = 0;
  for (let i = 1; i < points.length; i++) rest += distance(points[i - 1]!, points[i]!);
  rest /= 2;
  for (let i = 1; i < points.length; i++) {
    const step = distance(points[i - 1]!, points[i]!);
    if (rest <= step) return towards(points[i - 1]!, points[i]!, rest);
    rest -= step;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}
