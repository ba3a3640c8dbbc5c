/** What the canvas shows: the server's view with the gestures that are still on their way. */
import { cardOf, type Kinds, valueAt, withValue } from "./cards";
import type { Change, Operation } from "./operations";
import { type Card, type EdgeKey, edgeEnds, edgeKey, type FlowView, type Json, type Translations } from "./types";

type Of<Name extends Change["change"]> = Extract<Change, { change: Name }>;
type Effect<Name extends Change["change"]> = (view: FlowView, change: Of<Name>, kinds: Kinds) => FlowView;
type Effects = { readonly [Name in Change["change"]]: Effect<Name> };

/** The view after some changes. What does not change keeps its identity; a change without a place is skipped. */
export function applyChanges(view: FlowView, changes: readonly Change[], kinds: Kinds = {}): FlowView {
  let shown = view;
  let places: Of<"place">[] = [];
  for (const change of changes) {
    if (change.change === "place") places.push(change);
    else {
      shown = applyChange(placeAll(shown, places), change, kinds);
      places = [];
    }
  }
  return placeAll(shown, places);
}

/** The view after operations on their way; an undo takes back the newest one that is still among them. */
export function replay(view: FlowView, operations: readonly Operation[], kinds: Kinds = {}): FlowView {
  let past: readonly FlowView[] = [];
  let future: readonly FlowView[] = [];
  let shown = view;
  for (const operation of operations) {
    if (operation.kind === "undo") [past, shown, future] = step(past, shown, future);
    else if (operation.kind === "redo") [future, shown, past] = step(future, shown, past);
    else {
      past = [...past, shown];
      future = [];
      shown = applyChanges(shown, operation.changes, kinds);
    }
  }
  return shown;
}

type Views = readonly FlowView[];

function step(from: Views, shown: FlowView, to: Views): [Views, FlowView, Views] {
  const next = from.at(-1);
  return next === undefined ? [from, shown, to] : [from.slice(0, -1), next, [...to, shown]];
}

function applyChange(view: FlowView, change: Change, kinds: Kinds): FlowView {
  const effect = EFFECTS[change.change] as Effect<Change["change"]> | undefined;
  return effect ? effect(view, change as never, kinds) : view;
}

function without<T>(record: Readonly<Record<string, T>>, ...keys: string[]): Readonly<Record<string, T>> {
  if (!keys.some((key) => key in record)) return record;
  const copy = { ...record };
  for (const key of keys) delete copy[key];
  return copy;
}

function put<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  const known = list.some((one) => one.id === item.id);
  return known ? list.map((one) => (one.id === item.id ? item : one)) : [...list, item];
}

function dropped<T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] {
  return list.some((one) => one.id === id) ? list.filter((one) => one.id !== id) : list;
}

function setNode(view: FlowView, change: Of<"set">, kinds: Kinds): FlowView {
  const before = view.cards[change.node];
  if (!before) return view;
  if (sameJson(valueAt(before.node, change.path), change.value)) return view;
  const node = withValue(before.node, change.path, change.value) as Card["node"];
  return { ...view, cards: { ...view.cards, [change.node]: cardOf(node, kinds, before) } };
}

function sameJson(left: Json | undefined, right: Json): boolean {
  return left === right || (right === null && left === undefined);
}

function putNode(view: FlowView, { node }: Of<"put_node">, kinds: Kinds): FlowView {
  const before = view.cards[node.id];
  if (before?.node === node) return view;
  const same = before?.node.type === node.type ? before : undefined;
  const start = view.start ?? (node.type === "start" ? node.id : null);
  return { ...view, start, cards: { ...view.cards, [node.id]: cardOf(node, kinds, same) } };
}

function removeNode(view: FlowView, { id }: Of<"remove_node">): FlowView {
  if (!(id in view.cards)) return view;
  const gone = (Object.keys(view.edges) as EdgeKey[]).filter(
    (key) => edgeEnds(key).source === id || view.edges[key] === id,
  );
  return {
    ...view,
    cards: without(view.cards, id),
    edges: without(view.edges, ...gone) as FlowView["edges"],
    layout: without(view.layout, id),
    groups: view.groups.map((group) =>
      group.nodes.includes(id) ? { ...group, nodes: group.nodes.filter((node) => node !== id) } : group,
    ),
    translations: withoutTranslationsOf(view.translations, id),
    start: view.start === id ? null : view.start,
  };
}

function withoutTranslationsOf(translations: Translations, id: string): Translations {
  const kept = Object.entries(translations).map(([language, texts]) => {
    const gone = Object.keys(texts).filter((key) => key.startsWith(`${id}.`));
    return [language, without(texts, ...gone)] as const;
  });
  const changed = kept.some(([language, texts]) => texts !== translations[language]);
  return changed ? Object.fromEntries(kept) : translations;
}

function setTranslation(view: FlowView, { language, key, value }: Of<"set_translation">): FlowView {
  const { [language]: texts = {}, ...others } = view.translations;
  const changed = value === null ? without(texts, key) : { ...texts, [key]: value };
  if (changed === texts || texts[key] === value) return view;
  const isEmpty = Object.keys(changed).length === 0;
  return { ...view, translations: isEmpty ? others : { ...others, [language]: changed } };
}

function putEdge(view: FlowView, { source, outcome, target }: Of<"put_edge">): FlowView {
  const key = edgeKey(source, outcome);
  if (view.edges[key] === target || !view.cards[source] || !view.cards[target]) return view;
  return { ...view, edges: { ...view.edges, [key]: target } };
}

function removeStage(view: FlowView, { id }: Of<"remove_stage">): FlowView {
  const cards = Object.entries(view.cards).map(([key, card]) => {
    if (card.node.stage !== id) return [key, card] as const;
    const { stage: _stage, ...node } = card.node;
    return [key, { ...card, node: node as Card["node"] }] as const;
  });
  return {
    ...view,
    cards: Object.fromEntries(cards),
    stages: dropped(view.stages, id),
    lanes: without(view.lanes, id),
  };
}

function orderStages(view: FlowView, { ids }: Of<"order_stages">): FlowView {
  const named = ids.flatMap((id) => view.stages.find((stage) => stage.id === id) ?? []);
  const others = view.stages.filter((stage) => !ids.includes(stage.id));
  return { ...view, stages: [...named, ...others] };
}

function putVariable(view: FlowView, { variable }: Of<"put_variable">): FlowView {
  const known = view.variables.some((one) => one.name === variable.name);
  const variables = known
    ? view.variables.map((one) => (one.name === variable.name ? variable : one))
    : [...view.variables, variable];
  return { ...view, variables };
}

function setFlow(view: FlowView, { path, value }: Of<"set_flow">): FlowView {
  if (path === "settings.error_route") return { ...view, error_route: typeof value === "string" ? value : null };
  if (path !== "name" && path !== "language" && path !== "languages") return view;
  return { ...view, flow: { ...view.flow, [path]: value } };
}

/** Place many cards with one copy of the layout, so that moving all of a large flow stays quick. */
function placeAll(view: FlowView, changes: readonly Of<"place">[]): FlowView {
  const moved = changes.filter(({ id, at }) => {
    const before = view.layout[id];
    return view.cards[id] && !(before && before[0] === at[0] && before[1] === at[1]);
  });
  if (moved.length === 0) return view;
  const places = Object.fromEntries(moved.map(({ id, at }) => [id, at]));
  return { ...view, layout: { ...view.layout, ...places } };
}

const EFFECTS: Effects = {
  put_node: putNode,
  remove_node: removeNode,
  set: setNode,
  put_edge: putEdge,
  remove_edge: (view, { source, outcome }) => {
    const edges = without(view.edges, edgeKey(source, outcome)) as FlowView["edges"];
    return edges === view.edges ? view : { ...view, edges };
  },
  place: (view, change) => placeAll(view, [change]),
  put_note: (view, { note }) => ({ ...view, notes: put(view.notes, note) }),
  remove_note: (view, { id }) => ({ ...view, notes: dropped(view.notes, id) }),
  put_stage: (view, { stage }) => ({ ...view, stages: put(view.stages, stage) }),
  remove_stage: removeStage,
  order_stages: orderStages,
  put_lane: (view, { id, lane }) => ({ ...view, lanes: { ...view.lanes, [id]: lane } }),
  put_group: (view, { group }) => ({ ...view, groups: put(view.groups, group) }),
  remove_group: (view, { id }) => ({ ...view, groups: dropped(view.groups, id) }),
  put_variable: putVariable,
  remove_variable: (view, { name }) => ({
    ...view,
    variables: view.variables.filter((variable) => variable.name !== name),
  }),
  rename_variable: (view, change) => ({
    ...view,
    variables: view.variables.map((one) => (one.name === change.old ? { ...one, name: change.new } : one)),
  }),
  set_flow: setFlow,
  set_translation: setTranslation,
};
