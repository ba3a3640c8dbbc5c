/** The ways of edges. */

export { createRouter } from "./memo";
export { obstaclesOf, NO_OBSTACLES, type Obstacles } from "./obstacles";
export type { Point } from "./path";
export { route, type Route, type RouteRequest } from "./router";
