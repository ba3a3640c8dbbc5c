/** Changes of groups: frames round cards. */

import { boxAround, cardBox, type Box } from "../../layout/card";
import type { Change } from "../../model/operations";
import type { FlowView, Group } from "../../model/types";
import { freeName, newId } from "./ids";

const PADDING = 16;
const TITLE = 32;

/** Return the frame of a group, or null when none of its cards is placed. */
export function frameOf(view: FlowView, group: Group): Box | null {
  const box = boxAround(
    group.nodes.flatMap((id) => {
      const [card, at] = [view.cards[id], view.layout[id]];
      return card && at ? [cardBox(at, card.outcomes.length)] : [];
    }),
  );
  if (!box) return null;
  return {
    x: box.x - PADDING,
    y: box.y - PADDING - TITLE,
    width: box.width + 2 * PADDING,
    height: box.height + 2 * PADDING + TITLE,
  };
}

/** Return the changes that frame cards; they leave the groups they were in. */
export function groupChanges(view: FlowView, ids: readonly string[], name: string): Change[] {
  if (ids.length === 0) return [];
  const id = newId("group", (taken) => view.groups.some((group) => group.id === taken));
  const names = new Set(view.groups.map((group) => group.name));
  return [
    ...withoutCards(view, ids),
    { change: "put_group", group: { id, name: freeName(name, names), nodes: [...ids] } },
  ];
}

function withoutCards(view: FlowView, ids: readonly string[]): Change[] {
  return view.groups
    .filter((group) => group.nodes.some((id) => ids.includes(id)))
    .map((group): Change => {
      const nodes = group.nodes.filter((id) => !ids.includes(id));
      return nodes.length > 0
        ? { change: "put_group", group: { ...group, nodes } }
        : { change: "remove_group", id: group.id };
    });
}

/** Return the changes that remove the frames round cards. */
export function ungroupChanges(view: FlowView, ids: readonly string[]): Change[] {
  return view.groups
    .filter((group) => group.nodes.some((id) => ids.includes(id)))
    .map((group) => ({ change: "remove_group", id: group.id }));
}

/** Return the changes that move all cards of a group. */
export function moveGroupChanges(view: FlowView, id: string, by: readonly [number, number]): Change[] {
  const group = view.groups.find((known) => known.id === id);
  return (group?.nodes ?? []).flatMap((node): Change[] => {
    const at = view.layout[node];
    return at ? [{ change: "place", id: node, at: [at[0] + by[0], at[1] + by[1]] }] : [];
  });
}
