/** Which edges lead back, which cards belong together, how far each is from the start. */

import { edgeEnds, type EdgeKey, type FlowView } from "../model/types";

export type Arrow = readonly [source: string, target: string];

export interface FlowEdge {
  key: EdgeKey;
  source: string;
  outcome: string;
  target: string;
}

/** Return the edges whose ends exist, card by card, outcome by outcome. */
export function orderedEdges(view: FlowView): FlowEdge[] {
  const ranks = new Map<string, number>();
  for (const [id, card] of Object.entries(view.cards))
    card.outcomes.forEach((outcome, index) => ranks.set(`${id}/${outcome.id}`, index));
  return (Object.entries(view.edges) as [EdgeKey, string][])
    .map(([key, target]) => ({ key, target, ...edgeEnds(key) }))
    .filter(({ source, target }) => view.cards[source] && view.cards[target])
    .sort((a, b) => (ranks.get(a.key) ?? 999) - (ranks.get(b.key) ?? 999));
}

function outgoing(arrows: readonly Arrow[]): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const [source, target] of arrows) {
    const known = targets.get(source);
    if (known) known.push(target);
    else targets.set(source, [target]);
  }
  return targets;
}

/** Return the arrows (as "source target") that lead back to a card on the way to them. */
export function backArrows(
  ids: readonly string[],
  arrows: readonly Arrow[],
  start: string | null,
): ReadonlySet<string> {
  const targets = outgoing(arrows);
  const entered = new Set<string>();
  const open = new Set<string>();
  const back = new Set<string>();
  for (const root of start === null ? ids : [start, ...ids]) {
    if (entered.has(root)) continue;
    entered.add(root);
    open.add(root);
    const path: [string, number][] = [[root, 0]];
    while (path.length > 0) {
      const step = path.at(-1)!;
      const target = targets.get(step[0])?.[step[1]++];
      if (target === undefined) {
        open.delete(step[0]);
        path.pop();
      } else if (open.has(target)) back.add(`${step[0]} ${target}`);
      else if (!entered.has(target)) {
        entered.add(target);
        open.add(target);
        path.push([target, 0]);
      }
    }
  }
  return back;
}

const knownBack = new WeakMap<FlowView["edges"], ReadonlySet<EdgeKey>>();

/** Return the keys of the edges that lead back; found once for the same edges. */
export function backEdges(view: FlowView): ReadonlySet<EdgeKey> {
  const known = knownBack.get(view.edges);
  if (known) return known;
  const edges = orderedEdges(view);
  const arrows = edges.map(({ source, target }) => [source, target] as const);
  const back = backArrows(Object.keys(view.cards), arrows, view.start);
  const keys = new Set(
    edges.filter((edge) => back.has(`${edge.source} ${edge.target}`)).map((edge) => edge.key),
  );
  knownBack.set(view.edges, keys);
  return keys;
}

/** Return for each card how many steps its longest way from a beginning has. */
export function ranksOf(
  ids: readonly string[],
  arrows: readonly Arrow[],
  back: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const forward = arrows.filter(([s, t]) => !back.has(`${s} ${t}`));
  const targets = outgoing(forward);
  const waits = new Map<string, number>();
  for (const [, target] of forward) waits.set(target, (waits.get(target) ?? 0) + 1);
  const ranks = new Map<string, number>(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => !waits.get(id));
  for (let id = ready.pop(); id !== undefined; id = ready.pop())
    for (const target of targets.get(id) ?? []) {
      ranks.set(target, Math.max(ranks.get(target) ?? 0, (ranks.get(id) ?? 0) + 1));
      const left = (waits.get(target) ?? 1) - 1;
      waits.set(target, left);
      if (left === 0) ready.push(target);
    }
  return ranks;
}

/** Return the cards in groups that hang together, each in the given order. */
export function componentsOf(ids: readonly string[], arrows: readonly Arrow[]): string[][] {
  const parent = new Map<string, string>(ids.map((id) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    while (parent.get(root) !== root) root = parent.get(root)!;
    parent.set(id, root);
    return root;
  };
  for (const [source, target] of arrows)
    if (parent.has(source) && parent.has(target)) parent.set(rootOf(source), rootOf(target));
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const root = rootOf(id);
    const group = groups.get(root);
    if (group) group.push(id);
    else groups.set(root, [id]);
  }
  return [...groups.values()];
}

/** Return the cards as a person reads them: along the edges from the start, then the rest. */
export function readingOrder(view: FlowView): string[] {
  const byPlace = Object.keys(view.cards).sort((a, b) => {
    const [p, q] = [view.layout[a] ?? [0, 0], view.layout[b] ?? [0, 0]];
    return p[0] - q[0] || p[1] - q[1] || (a < b ? -1 : 1);
  });
  const targets = outgoing(orderedEdges(view).map(({ source, target }) => [source, target]));
  const order = new Set<string>();
  for (const root of view.start === null ? byPlace : [view.start, ...byPlace]) {
    const stack = [root];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (order.has(id) || !view.cards[id]) continue;
      order.add(id);
      stack.push(...[...(targets.get(id) ?? [])].reverse());
    }
  }
  return [...order];
}
