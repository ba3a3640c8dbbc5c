/** The ways of the edges that are shown now, for drawing, for "+" in their middle, and for splicing. */
import { boxOf } from "../cards/geometry";
import { hiddenCards } from "../lanes/lanes";
import type { Box } from "../layout/card";
import type { EdgeKey, FlowView } from "../model/types";
import { createRouter, NO_OBSTACLES, type Obstacles, obstaclesOf, type Point, type Route } from "../routing";
import type { CanvasStore } from "../store/store";

export interface WayRequest {
  readonly id: EdgeKey;
  readonly source: Point;
  readonly target: Point;
  readonly sourceBox: Box | undefined;
  readonly targetBox: Box | undefined;
  readonly index: number;
  /** While a card of the edge is dragged its way looks at no other cards. */
  readonly moving: boolean;
}

export class Routes {
  private readonly route = createRouter();
  private readonly shown = new Map<EdgeKey, Route>();
  private layout: FlowView["layout"] | null = null;
  private cards: FlowView["cards"] | null = null;
  private lanes: FlowView["lanes"] | null = null;
  private obstacles: Obstacles = NO_OBSTACLES;

  /** The way of an edge; remembered while it is shown. */
  find(view: FlowView, { id, moving, ...request }: WayRequest): Route {
    const obstacles = moving ? NO_OBSTACLES : this.obstaclesOf(view);
    const way = this.route(id, { ...request, obstacles });
    this.shown.set(id, way);
    return way;
  }

  forget(id: EdgeKey): void {
    this.shown.delete(id);
  }

  get(id: EdgeKey): Route | undefined {
    return this.shown.get(id);
  }

  /** The shown edge whose way passes nearest to a point, at most `within` pixels away. */
  nearest(point: Point, within: number, except: (id: EdgeKey) => boolean): EdgeKey | null {
    let best: EdgeKey | null = null;
    let least = within;
    for (const [id, way] of this.shown) {
      if (except(id)) continue;
      const distance = distanceTo(way.points, point);
      if (distance < least) [best, least] = [id, distance];
    }
    return best;
  }

  private obstaclesOf(view: FlowView): Obstacles {
    const same = this.layout === view.layout && this.cards === view.cards && this.lanes === view.lanes;
    if (same) return this.obstacles;
    this.layout = view.layout;
    this.cards = view.cards;
    this.lanes = view.lanes;
    this.obstacles = obstaclesOf(shownCards(view).map((id) => boxOf(view, id)));
    return this.obstacles;
  }
}

function shownCards(view: FlowView): string[] {
  const hidden = hiddenCards(view);
  return Object.keys(view.cards).filter((id) => !hidden.has(id));
}

const all = new WeakMap<CanvasStore, Routes>();

/** The ways of a canvas. */
export function routesOf(store: CanvasStore): Routes {
  const known = all.get(store) ?? new Routes();
  all.set(store, known);
  return known;
}

/** Distance of a point from a line of right angles, in pixels. */
export function distanceTo(points: readonly Point[], point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1] as Point, points[at] as Point];
    const x = clamp(point.x, Math.min(a.x, b.x), Math.max(a.x, b.x));
    const y = clamp(point.y, Math.min(a.y, b.y), Math.max(a.y, b.y));
    least = Math.min(least, Math.hypot(point.x - x, point.y - y));
  }
  return least;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
