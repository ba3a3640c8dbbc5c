/** Node types as choices: by family, likely ones first. */

import type { Kinds } from "../model/cards";
import type { FlowView, NodeKind } from "../model/types";
import { FAMILIES, type Family, familyOf } from "../theme/families";
import type { Choice } from "../tools/Chooser";
import type { Words } from "../words";

const MOST_LIKELY = 6;

/** Return the types that may be added: one start only. */
export function addableKinds(kinds: Kinds, isBegun: boolean): NodeKind[] {
  return Object.values(kinds).filter((kind) => kind.type !== "start" || !isBegun);
}

/** Say whether a flow has its start, of which there is one. */
export function hasStart(view: FlowView): boolean {
  for (const id in view.cards) if (view.cards[id]?.node.type === "start") return true;
  return false;
}

/** Return the types by family, in the order of the legend. */
export function kindsByFamily(kinds: readonly NodeKind[], all: Kinds): [Family, NodeKind[]][] {
  return FAMILIES.map((family): [Family, NodeKind[]] => [
    family,
    kinds.filter((kind) => familyOf(kind.type, all) === family),
  ]).filter(([, members]) => members.length > 0);
}

/** Return a type as a line to choose. */
export function choiceOf(kind: NodeKind, kinds: Kinds, words: Words): Choice {
  const family = familyOf(kind.type, kinds);
  return {
    id: kind.type,
    title: kind.name,
    detail: kind.description,
    icon: kind.icon,
    family,
    words: [words.families[family], kind.type],
  };
}

/** Return the six likeliest types after another; the first step of an empty flow is its start. */
export function likelyKinds(kinds: readonly NodeKind[], after: NodeKind | undefined): NodeKind[] {
  const start = kinds.find((kind) => kind.type === "start");
  const usual = ["message", "question", "menu", "condition", "handoff", "end"];
  const wanted = start && !after ? ["start", ...usual] : (after?.likely_next ?? usual);
  return wanted
    .flatMap((type) => kinds.find((kind) => kind.type === type) ?? [])
    .slice(0, MOST_LIKELY);
}
