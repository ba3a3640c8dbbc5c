import type { Change } from "../../model/operations";
import { GRID } from "../../model/types";
import type { Command } from "../../store/commands";
import { reveal, type Workplace } from "./workplace";

const FAR = 4;

/** Move the selected cards by steps of the grid. */
export function movingCommands(place: Workplace): Command[] {
  const move = (x: number, y: number) => (): boolean => {
    const { view, selection, perform } = place.store.getState();
    const changes = selection.nodes.flatMap((id): Change[] => {
      const at = view.layout[id] ?? [0, 0];
      return view.cards[id] ? [{ change: "place", id, at: [at[0] + x * GRID, at[1] + y * GRID] }] : [];
    });
    perform("move", changes);
    const first = selection.nodes[0];
    if (first !== undefined) reveal(place, first);
    return changes.length > 0;
  };
  return [
    { id: "moveLeft", run: move(-1, 0) },
    { id: "moveRight", run: move(1, 0) },
    { id: "moveUp", run: move(0, -1) },
    { id: "moveDown", run: move(0, 1) },
    { id: "moveLeftFar", run: move(-FAR, 0) },
    { id: "moveRightFar", run: move(FAR, 0) },
    { id: "moveUpFar", run: move(0, -FAR) },
    { id: "moveDownFar", run: move(0, FAR) },
  ];
}
