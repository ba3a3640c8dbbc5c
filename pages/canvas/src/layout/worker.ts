/** The worker: lays out the pieces of a flow away from the screen's thread. */

import { layOut } from "./engine";
import type { Run, RunResult } from "./runs";

export interface LayoutAnswer {
  serial: number;
  results?: RunResult[];
  failure?: string;
}

self.addEventListener("message", (event: MessageEvent<{ serial: number; runs: Run[] }>) => {
  const { serial, runs } = event.data;
  try {
    self.postMessage({ serial, results: runs.map(layOut) } satisfies LayoutAnswer);
  } catch (error) {
    self.postMessage({ serial, failure: String(error) } satisfies LayoutAnswer);
  }
});
