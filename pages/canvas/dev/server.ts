/** The server's part of the contract in a few lines: applies operations in order, once, and keeps undo. */
import type { Gestures } from "../src/model/operations";
import { applyChanges } from "../src/model/replay";
import type { CanvasData, FlowView, Language } from "../src/model/types";
import { catalogue } from "./catalogue";
import { gridFlow, problemsOf, smallFlow } from "./flows";

interface Options {
  readonly nodes: number;
  readonly language: Language;
  readonly readOnly: boolean;
  readonly dark: boolean;
}

export class FakeServer {
  view: FlowView;
  private number = 1;
  private past: FlowView[] = [];
  private future: FlowView[] = [];
  private readonly done = new Map<string, number>();
  private client: string | null = null;
  private held = 0;
  private focus: CanvasData["focus"] = null;
  private readonly kinds = Object.fromEntries(catalogue.map((kind) => [kind.type, kind]));

  constructor(private readonly options: Options) {
    this.view = options.nodes > 0 ? gridFlow(options.nodes) : smallFlow();
  }

  take({ client, held, operations }: Gestures): void {
    this.client = client;
    this.held = held;
    for (const operation of operations) {
      const done = this.done.get(client) ?? (operations[0]?.sequence ?? 1) - 1;
      if (operation.sequence !== done + 1) continue;
      this.done.set(client, operation.sequence);
      if (operation.kind === "undo") this.move(this.past, this.future);
      else if (operation.kind === "redo") this.move(this.future, this.past);
      else this.change(applyChanges(this.view, operation.changes, this.kinds));
    }
  }

  focusOn(node: string): void {
    this.focus = { node, serial: (this.focus?.serial ?? 0) + 1 };
  }

  data(): CanvasData {
    const problems = problemsOf(this.view);
    const errors = Object.values(problems).flat().filter((problem) => problem.severity === "error").length;
    return {
      session: "dev",
      view: this.number,
      base: this.held === this.number ? this.number : null,
      ...(this.held === this.number ? { patch: {} } : { full: this.view, catalogue }),
      acknowledged: this.client === null ? 0 : (this.done.get(this.client) ?? 0),
      client: this.client,
      problems,
      problems_view: this.number,
      problem_counts: { errors, warnings: Object.values(problems).flat().length - errors },
      language: this.options.language,
      dark: this.options.dark,
      read_only: this.options.readOnly,
      saved_at: this.number === 1 ? "14:32" : new Date().toTimeString().slice(0, 5),
      revision: this.number,
      can_undo: this.past.length > 0,
      can_redo: this.future.length > 0,
      focus: this.focus,
    };
  }

  private change(view: FlowView): void {
    this.past.push(this.view);
    this.future = [];
    this.show(view);
  }

  private move(from: FlowView[], to: FlowView[]): void {
    const view = from.pop();
    if (!view) return;
    to.push(this.view);
    this.show(view);
  }

  private show(view: FlowView): void {
    this.view = view;
    this.number += 1;
  }
}
