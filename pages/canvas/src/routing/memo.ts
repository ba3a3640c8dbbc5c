/** Keeps the way of each edge until something near it changes. */

import type { Box } from "../layout/card";
import { route, type Route, type RouteRequest } from "./router";

interface Kept {
  request: RouteRequest;
  route: Route;
}

function sameBox(a: Box | undefined, b: Box | undefined): boolean {
  if (!a || !b) return a === b;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function same(a: RouteRequest, b: RouteRequest): boolean {
  return (
    a.source.x === b.source.x &&
    a.source.y === b.source.y &&
    a.target.x === b.target.x &&
    a.target.y === b.target.y &&
    a.index === b.index &&
    a.obstacles === b.obstacles &&
    sameBox(a.sourceBox, b.sourceBox) &&
    sameBox(a.targetBox, b.targetBox)
  );
}

/** Return a `route` that remembers its last answer for each edge. */
export function createRouter(): (edge: string, request: RouteRequest) => Route {
  const kept = new Map<string, Kept>();
  return (edge, request) => {
    const last = kept.get(edge);
    if (last && same(last.request, request)) return last.route;
    const fresh = route(request);
    const settled = last && last.route.path === fresh.path ? last.route : fresh;
    kept.set(edge, { request, route: settled });
    return settled;
  };
}
