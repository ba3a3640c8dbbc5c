/** Asks the worker for a layout; without workers the same engine runs here, loaded when needed. */

import type { Run, RunResult } from "./runs";
import type { LayoutAnswer } from "./worker";

const LONGEST_MS = 60_000;
/** So many cards may be laid out on the screen's own thread when there is no worker. */
const MOST_CARDS_HERE = 400;

let worker: Worker | null = null;
let serial = 0;

function ask(runs: readonly Run[]): Promise<RunResult[]> {
  worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const [asked, mine] = [worker, ++serial];
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      asked.removeEventListener("message", onMessage);
      asked.removeEventListener("error", fail);
    };
    const fail = (reason: unknown) => {
      done();
      asked.terminate();
      worker = null;
      reject(reason instanceof Error ? reason : new Error("The layout worker failed."));
    };
    const onMessage = ({ data }: MessageEvent<LayoutAnswer>) => {
      if (data.serial !== mine) return;
      if (!data.results) return fail(new Error(data.failure));
      done();
      resolve(data.results);
    };
    const timer = setTimeout(fail, LONGEST_MS);
    asked.addEventListener("message", onMessage);
    asked.addEventListener("error", fail);
    asked.postMessage({ serial: mine, runs });
  });
}

/** Return the laid out pieces, in order. */
export async function layOutAll(runs: readonly Run[]): Promise<RunResult[]> {
  try {
    return await ask(runs);
  } catch (failure) {
    if (runs.reduce((sum, run) => sum + run.nodes.length, 0) > MOST_CARDS_HERE) throw failure;
    const { layOut } = await import("./engine");
    return runs.map(layOut);
  }
}
