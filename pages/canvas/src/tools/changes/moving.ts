/** Changes of moving cards with the keyboard. */

import { CARD_WIDTH, snap } from "../../layout/card";
import type { Change } from "../../model/operations";
import type { FlowView } from "../../model/types";
import { stageAt } from "./stages";

/** Return the changes that move cards by whole steps of the grid; a card in another lane takes its stage. */
export function moveChanges(
  view: FlowView,
  ids: readonly string[],
  [dx, dy]: readonly [number, number],
): Change[] {
  return ids.flatMap((id): Change[] => {
    const [card, at] = [view.cards[id], view.layout[id]];
    if (!card || !at) return [];
    const to = [snap(at[0] + dx), snap(at[1] + dy)] as const;
    const stage = stageAt(view, to[0] + CARD_WIDTH / 2);
    const place: Change = { change: "place", id, at: to };
    const stays = dx === 0 || stage === null || stage === (card.node.stage ?? null);
    return stays ? [place] : [place, { change: "set", node: id, path: "stage", value: stage }];
  });
}
