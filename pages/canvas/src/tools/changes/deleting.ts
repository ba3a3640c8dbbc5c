/** Changes of deleting, with or without closing the gap, and of bringing back. */

import type { Change } from "../../model/operations";
import {
  edgeEnds,
  edgeKey,
  type EdgeKey,
  type FlowView,
  type NodeDocument,
  type Point,
} from "../../model/types";

export interface Deleted {
  node: NodeDocument;
  at: Point | undefined;
  edges: readonly { source: string; outcome: string; target: string }[];
  translations: readonly { language: string; key: string; value: string }[];
  time: string;
}

function edgesOf(view: FlowView): { key: EdgeKey; source: string; outcome: string; target: string }[] {
  return (Object.entries(view.edges) as [EdgeKey, string][]).map(([key, target]) => ({
    key,
    ...edgeEnds(key),
    target,
  }));
}

/** Return the changes that delete cards with their edges. */
export function deleteChanges(view: FlowView, ids: readonly string[]): Change[] {
  const gone = ids.filter((id) => id in view.cards);
  const empty = view.groups.filter(
    (group) => group.nodes.length > 0 && group.nodes.every((id) => gone.includes(id)),
  );
  return [
    ...gone.map((id): Change => ({ change: "remove_node", id })),
    ...empty.map((group): Change => ({ change: "remove_group", id: group.id })),
  ];
}

/** Return where a way goes on when the cards are gone: along each one's first connected outcome. */
function onward(view: FlowView, from: string, gone: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let at: string | null = from;
  while (at !== null && gone.has(at)) {
    if (seen.has(at)) return null;
    seen.add(at);
    const id: string = at;
    const next: string | undefined = view.cards[id]?.outcomes
      .map((outcome) => view.edges[edgeKey(id, outcome.id)])
      .find((target) => target !== undefined && target !== id);
    at = next ?? null;
  }
  return at;
}

/** Return the changes that delete cards and connect what came before with what came after. */
export function deleteAndReconnectChanges(view: FlowView, ids: readonly string[]): Change[] {
  const gone = new Set(ids);
  const reconnected = edgesOf(view)
    .filter((edge) => !gone.has(edge.source) && gone.has(edge.target))
    .flatMap(({ source, outcome, target }): Change[] => {
      const next = onward(view, target, gone);
      return next === null ? [] : [{ change: "put_edge", source, outcome, target: next }];
    });
  return [...deleteChanges(view, ids), ...reconnected];
}

/** Return what left the view between two states of it, with what is needed to bring it back. */
export function deletedBetween(before: FlowView, after: FlowView, time: string): Deleted[] {
  if (before.cards === after.cards) return [];
  const gone = Object.keys(before.cards).filter((id) => !(id in after.cards));
  if (gone.length === 0) return [];
  const edges = edgesOf(before);
  return gone.map((id) => ({
    node: before.cards[id]!.node,
    at: before.layout[id],
    edges: edges
      .filter((edge) => edge.source === id || edge.target === id)
      .map(({ source, outcome, target }) => ({ source, outcome, target })),
    translations: translationsOf(before, id),
    time,
  }));
}

function translationsOf(view: FlowView, id: string): Deleted["translations"] {
  return Object.entries(view.translations).flatMap(([language, texts]) =>
    Object.entries(texts)
      .filter(([key]) => key.startsWith(`${id}.`))
      .map(([key, value]) => ({ language, key, value })),
  );
}

/** Return the changes that bring a deleted card back, with the edges whose ends are there and free. */
export function restoreChanges(view: FlowView, { node, at, edges, translations }: Deleted): Change[] {
  const exists = (id: string) => id === node.id || id in view.cards;
  const free = edges.filter(
    ({ source, outcome, target }) =>
      exists(source) && exists(target) && !(edgeKey(source, outcome) in view.edges),
  );
  return [
    { change: "put_node", node },
    ...(at ? [{ change: "place", id: node.id, at } as const] : []),
    ...free.map((edge): Change => ({ change: "put_edge", ...edge })),
    ...translations.map((text): Change => ({ change: "set_translation", ...text })),
  ];
}
