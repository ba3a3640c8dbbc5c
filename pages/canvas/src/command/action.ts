/** What an action is: whether it makes sense for a target, and what it does. */

import type { Tools } from "../tools/context";
import type { Target } from "./target";

export type When = (tools: Tools, target: Target) => boolean;

export interface Action {
  /** Whether it makes sense now; without it: always. */
  when?: When;
  /** Do it; false when nothing was done, so that the key is left to the browser. */
  run(tools: Tools, target: Target): boolean | void;
}

export const hasNodes: When = (_tools, target) => target.nodes.length > 0;
export const hasOneNode: When = (_tools, target) => target.nodes.length === 1;
export const hasEdge: When = (_tools, target) => target.edge !== null;
export const hasLane: When = (tools, target) =>
  tools.view().stages.some((stage) => stage.id === target.lane);
