/** The commands of the canvas itself; tools add theirs, and may take the place of these. */
import type { Command } from "../../store/commands";
import { askingCommands } from "./asking";
import { editingCommands } from "./editing";
import { lookingCommands } from "./looking";
import { movingCommands } from "./moving";
import { walkingCommands } from "./walking";
import type { Workplace } from "./workplace";

export { goTo, reveal, type Workplace } from "./workplace";

/** All commands of the canvas itself. */
export function canvasCommands(place: Workplace): readonly Command[] {
  return [
    ...editingCommands(place),
    ...movingCommands(place),
    ...walkingCommands(place),
    ...lookingCommands(place),
    ...askingCommands(place),
  ];
}
