/** What a gesture is in one sentence, for people who do not see it. */

import type { Change, Operation } from "../model/operations";
import type { FlowView } from "../model/types";
import type { Words } from "../words";

type Of<Name extends Change["change"]> = Extract<Change, { change: Name }>;

function all<Name extends Change["change"]>(operation: Operation, name: Name): Of<Name>[] {
  return operation.changes.filter((change): change is Of<Name> => change.change === name);
}

const nameIn = (view: FlowView, id: string): string => view.cards[id]?.node.name ?? id;

function added(operation: Operation, after: FlowView, words: Words): string | null {
  const [node] = all(operation, "put_node");
  if (!node) return null;
  const edge = all(operation, "put_edge").find((change) => change.target === node.node.id);
  const name = nameIn(after, node.node.id);
  return edge
    ? words.announce.addedAfter(name, nameIn(after, edge.source))
    : words.announce.added(name);
}

function connected(operation: Operation, after: FlowView, words: Words): string | null {
  const [edge] = all(operation, "put_edge");
  if (!edge) return null;
  const outcome = after.cards[edge.source]?.outcomes.find((one) => one.id === edge.outcome);
  return words.announce.connected(
    nameIn(after, edge.source),
    outcome?.label ?? edge.outcome,
    nameIn(after, edge.target),
  );
}

function deleted(operation: Operation, before: FlowView, words: Words): string | null {
  const gone = all(operation, "remove_node");
  if (gone.length > 1) return words.announce.deletedMany(gone.length);
  return gone[0] ? words.announce.deleted(nameIn(before, gone[0].id)) : null;
}

function grouped(operation: Operation, words: Words): string {
  return all(operation, "put_group").length > 0 ? words.announce.grouped : words.announce.ungrouped;
}

/** Return the sentence of a gesture, or null for those that need none. */
export function sentenceOf(
  operation: Operation,
  before: FlowView,
  after: FlowView,
  words: Words,
): string | null {
  switch (operation.kind) {
    case "add":
    case "insert":
      return added(operation, after, words) ?? connected(operation, after, words);
    case "connect":
      return connected(operation, after, words);
    case "disconnect":
      return words.announce.disconnected;
    case "delete":
    case "delete_and_reconnect":
    case "cut":
      return deleted(operation, before, words);
    case "move":
      return words.announce.moved(all(operation, "place").length);
    case "layout":
      return words.announce.tidied;
    case "group":
      return grouped(operation, words);
    case "restore":
      return words.announce.restored(nameIn(after, all(operation, "put_node")[0]?.node.id ?? ""));
    default:
      return null;
  }
}
