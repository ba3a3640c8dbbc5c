/** IndexedDB, else localStorage, else memory: what a browser lets us keep. */
import { type Entry, keyOf, type Storage } from "./journal";

const DATABASE = "fluxo";
const STORE = "gestures";
const PREFIX = "fluxo.gesture.";

/** A storage in IndexedDB; every method fails where it may not be used. */
export function indexedStorage(factory: IDBFactory | undefined = globalThis.indexedDB): Storage {
  let database: Promise<IDBDatabase> | undefined;
  const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
    database ??= opened(factory);
    return (await database).transaction(STORE, mode).objectStore(STORE);
  };
  return {
    put: async (entry) => void (await answer((await store("readwrite")).put(entry, keyOf(entry)))),
    all: async (flow) => (await answer((await store("readonly")).getAll(IDBKeyRange.bound(`${flow}/`, `${flow}0`)))) as Entry[],
    remove: async (entries) => {
      const place = await store("readwrite");
      await Promise.all(entries.map((entry) => answer(place.delete(keyOf(entry)))));
    },
  };
}

function opened(factory: IDBFactory | undefined): Promise<IDBDatabase> {
  if (!factory) return Promise.reject(new Error("This browser keeps no databases."));
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser's database failed."));
  });
}

type KeyedStorage = Pick<globalThis.Storage, "setItem" | "getItem" | "removeItem" | "key" | "length">;

/** A storage in localStorage, written before the call returns. */
export function keyedStorage(place: () => KeyedStorage = () => localStorage): Storage {
  return {
    put: async (entry) => place().setItem(PREFIX + keyOf(entry), JSON.stringify(entry)),
    all: async (flow) => {
      const kept = place();
      const names = Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
      return names
        .filter((name) => name.startsWith(`${PREFIX}${flow}/`))
        .map((name) => JSON.parse(kept.getItem(name) ?? "null") as Entry);
    },
    remove: async (entries) => {
      for (const entry of entries) place().removeItem(PREFIX + keyOf(entry));
    },
  };
}

/** A storage that lasts as long as the page. */
export function memoryStorage(): Storage {
  const entries = new Map<string, Entry>();
  return {
    put: async (entry) => void entries.set(keyOf(entry), entry),
    all: async (flow) => [...entries.values()].filter((entry) => entry.flow === flow),
    remove: async (done) => {
      for (const entry of done) entries.delete(keyOf(entry));
    },
  };
}
