/** Gestures that the server has not confirmed, kept in this browser until it has. */
import type { Operation } from "../model/operations";
import type { EarlierVisit } from "../store/state";

/** Where gestures are kept; one entry a gesture. All errors are the storage's own. */
export interface Storage {
  put(entry: Entry): Promise<void>;
  /** All entries of a flow, in any order. */
  all(flow: string): Promise<readonly Entry[]>;
  remove(entries: readonly Entry[]): Promise<void>;
}

export interface Entry {
  readonly flow: string;
  readonly operation: Operation;
}

/** The gestures of earlier visits by visit, each in its order; `own` is left out. */
export function visitsOf(entries: readonly Entry[], own: string): readonly EarlierVisit[] {
  const visits = new Map<string, Operation[]>();
  for (const { operation } of entries) {
    if (operation.client === own) continue;
    visits.set(operation.client, [...(visits.get(operation.client) ?? []), operation]);
  }
  return [...visits].map(([client, operations]) => ({
    client,
    operations: operations.sort((a, b) => a.sequence - b.sequence),
  }));
}

/** A journal over the first storage that works; one that fails is left for the next. */
export class Journal {
  constructor(private storages: readonly Storage[]) {}

  keep(flow: string, operation: Operation): Promise<void> {
    return this.on((storage) => storage.put({ flow, operation }), undefined);
  }

  async earlier(flow: string, own: string): Promise<readonly EarlierVisit[]> {
    const found = await Promise.all(this.storages.map((storage) => storage.all(flow).catch(() => [])));
    return visitsOf(withoutRepeats(found.flat()), own);
  }

  /** Forget what is confirmed: a client's gestures up to a sequence. */
  async forget(flow: string, client: string, upTo: number): Promise<void> {
    await Promise.all(this.storages.map((storage) => forgetIn(storage, flow, client, upTo).catch(() => undefined)));
  }

  private async on<T>(work: (storage: Storage) => Promise<T>, otherwise: T): Promise<T> {
    for (const storage of this.storages) {
      try {
        return await work(storage);
      } catch {
        this.storages = [...this.storages.filter((one) => one !== storage), storage];
      }
    }
    return otherwise;
  }
}

async function forgetIn(storage: Storage, flow: string, client: string, upTo: number): Promise<void> {
  const entries = await storage.all(flow);
  const done = entries.filter(({ operation }) => operation.client === client && operation.sequence <= upTo);
  if (done.length > 0) await storage.remove(done);
}

function withoutRepeats(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
}

/** One key a gesture of a flow. */
export function keyOf({ flow, operation }: Entry): string {
  return `${flow}/${operation.client}/${String(operation.sequence).padStart(9, "0")}`;
}
