/** Changes of adding a card: alone, after an outcome, or into an edge. */

import { boxesOf, freeSpot, freeSpotNear } from "../../layout/free";
import { CARD_WIDTH, cardHeight, snap } from "../../layout/card";
import type { Change } from "../../model/operations";
import {
  edgeEnds,
  edgeKey,
  type EdgeKey,
  type FlowView,
  type JsonObject,
  type NodeDocument,
  type NodeKind,
  type Point,
} from "../../model/types";
import { freeName, namesIn, newCardId } from "./ids";
import { roomBetween } from "./room";
import { stageAt } from "./stages";

const BESIDE = CARD_WIDTH + 96;

export interface Adding {
  kind: NodeKind;
  /** Top left corner wanted; the nearest free place is taken. */
  at: Point;
  /** Whether a hand put it there: it stays near, even where it covers something. */
  byHand?: boolean;
  from?: { source: string; outcome: string } | undefined;
  edge?: EdgeKey | undefined;
}

/** Return the place beside a card that its next step would take. */
export function placeAfter(view: FlowView, source: string): Point {
  const [x, y] = view.layout[source] ?? [0, 0];
  return [x + BESIDE, y];
}

/** Return the ways that lead to the new card: an edge, or an outcome. */
function entranceOf({ from, edge }: Adding): { source: string; outcome: string } | undefined {
  return edge ? edgeEnds(edge) : from;
}

function edgesOf(view: FlowView, adding: Adding, id: string): Change[] {
  const entrance = entranceOf(adding);
  if (!entrance) return [];
  const before = view.edges[edgeKey(entrance.source, entrance.outcome)];
  const onward = adding.kind.outcomes[0];
  const changes: Change[] = [{ change: "put_edge", ...entrance, target: id }];
  if (before !== undefined && onward)
    changes.push({ change: "put_edge", source: id, outcome: onward.id, target: before });
  return changes;
}

/** Return the free place for a card of a kind nearest to the wanted one. */
export function roomFor(view: FlowView, kind: NodeKind, at: Point, find = freeSpot): Point {
  const size = { width: CARD_WIDTH, height: cardHeight(kind.outcomes.length) };
  return find(at, size, boxesOf(view));
}

/** Return the room between the ends of the edge that the card goes into, if there can be any. */
function roomInEdge(view: FlowView, adding: Adding): ReturnType<typeof roomBetween> {
  const entrance = entranceOf(adding);
  const target = entrance && view.edges[edgeKey(entrance.source, entrance.outcome)];
  if (!entrance || target === undefined || adding.kind.outcomes.length === 0) return null;
  return roomBetween(view, entrance.source, target, cardHeight(adding.kind.outcomes.length));
}

/** Return where the card goes, and what moves for it; nothing does where an edge has room for it. */
function placeOf(view: FlowView, adding: Adding): { at: Point; changes: readonly Change[] } {
  const nearest = roomFor(view, adding.kind, adding.at, adding.byHand ? freeSpotNear : freeSpot);
  const isWhereWanted = nearest.every((part, axis) => part === snap(adding.at[axis]!));
  if (adding.edge && isWhereWanted) return { at: nearest, changes: [] };
  return roomInEdge(view, adding) ?? { at: nearest, changes: [] };
}

/** Return the new card's id and the changes that add it: named, placed, connected. */
export function addChanges(view: FlowView, adding: Adding): { id: string; changes: Change[] } {
  const { kind } = adding;
  const id = newCardId(view, kind.type);
  const { at, changes } = placeOf(view, adding);
  const stage = stageAt(view, at[0] + CARD_WIDTH / 2) ?? stageOfEntrance(view, adding);
  const name = freeName(String(kind.template.name ?? kind.name), namesIn(view));
  const node = { ...(kind.template as JsonObject), id, type: kind.type, name } as NodeDocument;
  return {
    id,
    changes: [
      { change: "put_node", node: stage === null ? node : { ...node, stage } },
      { change: "place", id, at },
      ...changes,
      ...edgesOf(view, adding, id),
    ],
  };
}

function stageOfEntrance(view: FlowView, adding: Adding): string | null {
  const entrance = entranceOf(adding);
  const hasLanes = Object.keys(view.lanes).length > 0;
  return hasLanes || !entrance ? null : (view.cards[entrance.source]?.node.stage ?? null);
}
