/** Every action of the canvas by its name; keyboard, menus and palette run the same ones. */
import type { ActionId } from "../words";

export interface Command {
  readonly id: ActionId;
  /** Keys as "Ctrl+Shift+Z", "F2", "+"; Ctrl stands for Cmd on a Mac too. The first is shown in menus. */
  readonly keys: readonly string[];
  /** False: nothing was done, so the key is left to the browser. */
  run(): boolean | void;
  /** Whether it makes sense now; absent: always. */
  enabled?(): boolean;
  /** Whether it changes the flow, so that it is refused in read-only canvases. */
  readonly changes?: boolean;
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

  /** The command of a key, a person's own keys first. */
  forKey(key: string, own: Readonly<Record<string, string>> = {}): Command | undefined {
    const mine = this.list().find((command) => own[command.id] === key);
    return mine ?? this.list().find((command) => own[command.id] === undefined && command.keys.includes(key));
  }
}
