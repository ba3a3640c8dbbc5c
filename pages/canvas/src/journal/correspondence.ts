/** What goes to the server and comes back: gestures, selection, requests; acknowledgements. */
import type { Gestures, Operation } from "../model/operations";
import type { CanvasData } from "../model/types";
import type { CanvasState } from "../store/state";
import { type CanvasStore, createCanvasStore } from "../store/store";
import { Journal } from "./journal";
import { afterPaint } from "../tools/soon";
import { indexedStorage, keyedStorage, memoryStorage } from "./storages";

export type SetStateValue = (name: string, value: unknown) => void;

/** Selection is sent when it rests this long, so that a box drawn over cards is one message. */
const SELECTION_RESTS_MS = 40;
const TICK_MS = 500;
/** A journal that cannot be read by then holds nothing up any longer. */
const READ_WITHIN_MS = 5_000;
const SAVING_AFTER_MS = 1_000;
const OFFLINE_AFTER_MS = 5_000;
const FIRST_RETRY_MS = 3_000;
const LAST_RETRY_MS = 20_000;

interface Options {
  readonly journal?: Journal;
  readonly client?: string;
  readonly soon?: (then: () => void) => void;
}

export class Correspondence {
  readonly store: CanvasStore;
  private readonly client: string;
  private readonly journal: Journal;
  private sentAt = 0;
  /** The view that the server was told this browser holds. */
  private told = 0;
  private retryMs = FIRST_RETRY_MS;
  private waitingSince: number | null = null;
  private recovered = false;
  private reading = false;
  private selectionSent = "";
  private selectionTimer: ReturnType<typeof setTimeout> | undefined;
  private sendingSoon = false;
  private readonly soon: (then: () => void) => void;
  private readonly ticking: ReturnType<typeof setInterval>;
  private readonly leave: () => void;

  constructor(
    private setStateValue: SetStateValue,
    { journal, client, soon }: Options = {},
  ) {
    this.soon = soon ?? afterPaint;
    this.client = client ?? newClient();
    this.journal = journal ?? new Journal([indexedStorage(), keyedStorage(), memoryStorage()]);
    this.store = createCanvasStore({
      client: this.client,
      onGesture: (operation) => this.gesture(operation),
      onLost: () => this.send(0),
    });
    this.leave = this.store.subscribe((state, before) => this.changed(state, before));
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    globalThis.addEventListener?.("online", this.tryNow);
  }

  /** Take the server's word. `setStateValue` is the newest way back to it. */
  receive(data: CanvasData, dark: boolean, setStateValue: SetStateValue): void {
    this.setStateValue = setStateValue;
    const before = this.store.getState();
    before.receive(data, dark);
    const state = this.store.getState();
    if (!state.ready) return;
    this.confirm(before, data);
    if (!this.recovered) void this.recover();
    else if (this.reading) return this.judge();
    else if (data.session !== before.session || (data.full && this.told !== data.view)) this.send();
    this.judge();
  }

  /** Send the selection without waiting for it to rest: a click has ended. */
  settle(): void {
    if (this.selectionTimer === undefined) return;
    clearTimeout(this.selectionTimer);
    this.sendSelection();
  }

  close(): void {
    this.leave();
    clearInterval(this.ticking);
    clearTimeout(this.selectionTimer);
    globalThis.removeEventListener?.("online", this.tryNow);
  }

  /** Keep a gesture and send it; while the journal is read it waits for those of earlier visits. */
  private gesture(operation: Operation): void {
    void this.journal.keep(this.flow(), operation);
    this.waitingSince ??= Date.now();
    if (!this.reading) this.sendSoon();
  }

  /** Send once what was done is seen: packing it for the wire must not delay its picture. */
  private sendSoon(): void {
    if (this.sendingSoon) return;
    this.sendingSoon = true;
    this.soon(() => this.sendWhatWaits());
  }

  private sendWhatWaits(): void {
    if (!this.sendingSoon) return;
    this.sendingSoon = false;
    if (!this.reading) this.send();
  }

  private async recover(): Promise<void> {
    this.recovered = this.reading = true;
    const patience = setTimeout(() => this.goOn(), READ_WITHIN_MS);
    const earlier = await this.journal.earlier(this.flow(), this.client);
    clearTimeout(patience);
    if (earlier.length > 0) {
      this.waitingSince ??= Date.now();
      this.store.getState().recover(earlier);
    }
    this.goOn();
  }

  private goOn(): void {
    this.reading = false;
    this.send();
  }

  private confirm(before: CanvasState, data: CanvasData): void {
    if (data.client === null || data.acknowledged === 0) return;
    const state = this.store.getState();
    const confirmed = before.waiting !== state.waiting || before.earlier !== state.earlier;
    if (!confirmed) return;
    this.retryMs = FIRST_RETRY_MS;
    void this.journal.forget(state.view.flow.id, data.client, data.acknowledged);
    const next = state.earlier !== before.earlier && state.earlier[0]?.client !== before.earlier[0]?.client;
    if (next) this.send();
  }

  /** Send the gestures of the oldest visit that has any, all of them. */
  private send(held?: number): void {
    const { earlier, waiting, serverView, session } = this.store.getState();
    const oldest = earlier[0];
    const gestures: Gestures = {
      client: oldest?.client ?? this.client,
      session,
      held: held ?? serverView,
      operations: oldest?.operations ?? waiting,
    };
    this.sentAt = Date.now();
    this.told = gestures.held;
    this.setStateValue("gestures", gestures);
  }

  private changed(state: CanvasState, before: CanvasState): void {
    if (state.asked !== before.asked) {
      this.sendWhatWaits();
      this.setStateValue("asked", state.asked);
    }
    if (state.selection === before.selection && state.dragging === before.dragging) return;
    clearTimeout(this.selectionTimer);
    if (!state.dragging) this.selectionTimer = setTimeout(() => this.sendSelection(), SELECTION_RESTS_MS);
  }

  private sendSelection(): void {
    this.selectionTimer = undefined;
    const { selection } = this.store.getState();
    const said = JSON.stringify(selection);
    if (said === this.selectionSent) return;
    this.selectionSent = said;
    this.setStateValue("selection", selection);
  }

  private readonly tryNow = (): void => {
    this.sentAt = 0;
    this.tick();
  };

  private tick(): void {
    if (this.pending() && !this.reading && !this.store.getState().dragging && Date.now() - this.sentAt >= this.retryMs) {
      this.retryMs = Math.min(this.retryMs * 1.5, LAST_RETRY_MS);
      this.send();
    }
    this.judge();
  }

  private pending(): boolean {
    const { earlier, waiting } = this.store.getState();
    return earlier.length > 0 || waiting.length > 0;
  }

  private judge(): void {
    if (!this.pending()) this.waitingSince = null;
    const waited = this.waitingSince === null ? 0 : Date.now() - this.waitingSince;
    const saving = savingAfter(waited, globalThis.navigator?.onLine !== false);
    if (saving !== this.store.getState().saving) this.store.getState().setSaving(saving);
  }

  private flow(): string {
    return this.store.getState().view.flow.id;
  }
}

/** What is said of saving when the oldest gesture has waited so long. */
export function savingAfter(waitedMs: number, online: boolean): CanvasState["saving"] {
  if (!online || waitedMs >= OFFLINE_AFTER_MS) return "offline";
  return waitedMs >= SAVING_AFTER_MS ? "saving" : "quiet";
}

/** A name of this visit, also where the page is not served securely and has no `randomUUID`. */
function newClient(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `c${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
