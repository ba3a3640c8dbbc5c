/** What goes to the server and comes back: gestures, selection, requests; acknowledgements. */
import type { Gestures } from "../model/operations";
import type { CanvasData } from "../model/types";
import { type CanvasStore, createCanvasStore } from "../store/store";

type SetStateValue = (name: string, value: unknown) => void;

export class Correspondence {
  readonly store: CanvasStore;
  private readonly client = crypto.randomUUID();

  constructor(private readonly setStateValue: SetStateValue) {
    this.store = createCanvasStore({
      client: this.client,
      onGesture: () => this.send(),
      onLost: () => this.send(0),
    });
    this.store.subscribe((state, before) => {
      if (state.selection !== before.selection) this.setStateValue("selection", state.selection);
      if (state.asked !== before.asked) this.setStateValue("asked", state.asked);
    });
  }

  receive(data: CanvasData, dark: boolean): void {
    this.store.getState().receive(data, dark);
  }

  close(): void {}

  private send(held = this.store.getState().serverView): void {
    const gestures: Gestures = { client: this.client, held, operations: this.store.getState().waiting };
    this.setStateValue("gestures", gestures);
  }
}
