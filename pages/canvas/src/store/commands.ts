/** Every action of the canvas by its name; its keys stand in shortcuts/table.ts. */
import type { ActionId } from "../words";

export interface Command {
  readonly id: ActionId;
  /** False: nothing was done, so the key is left to the browser. */
  run(): boolean | void;
  /** Whether it makes sense now; absent: always. */
  enabled?(): boolean;
}

/** A registry of commands; the last one added under a name or key wins. */
export class Commands {
  private readonly all = new Map<ActionId, Command>();

  /** Add commands; returns how to take them away again. */
  add(commands: readonly Command[]): () => void {
    for (const command of commands) this.all.set(command.id, command);
    return () => {
      for (const command of commands) if (this.all.get(command.id) === command) this.all.delete(command.id);
    };
  }

  list(): readonly Command[] {
    return [...this.all.values()];
  }

  get(id: ActionId): Command | undefined {
    return this.all.get(id);
  }

  /** Run a command by name; false when it is unknown, not enabled, or did nothing. */
  run(id: ActionId): boolean {
    const command = this.all.get(id);
    if (!command || command.enabled?.() === false) return false;
    return command.run() !== false;
  }
}
