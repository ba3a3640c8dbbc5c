/** What a simulation or the tests have reached, as the drawing paints it. */
import type { CanvasData, EdgeKey, RunData, UntestedData } from "../model/types";

export interface Paint {
  /** The number of the step that came to each card first. */
  readonly steps: Readonly<Record<string, number>>;
  /** The edges that the conversation went along. */
  readonly taken: ReadonlySet<EdgeKey>;
  /** The card where the conversation waits. */
  readonly here: string | null;
  /** What a card's step put into variables: "name: Ana". */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Cards and outcomes that no test comes to. */
  readonly untestedNodes: ReadonlySet<string>;
  readonly untestedOutcomes: ReadonlySet<EdgeKey>;
}

/** Nothing was simulated, and no test is looked at. */
export const NO_PAINT: Paint = {
  steps: {},
  taken: new Set(),
  here: null,
  values: {},
  untestedNodes: new Set(),
  untestedOutcomes: new Set(),
};

interface Sources {
  readonly run: RunData | null;
  readonly untested: UntestedData | null;
}

const sources = new WeakMap<Paint, string>();

/** The paint of what the server sent; the very same object when nothing of it changed. */
export function paintOf(data: Pick<CanvasData, "run" | "untested">, before: Paint): Paint {
  const all: Sources = { run: data.run ?? null, untested: data.untested ?? null };
  const said = JSON.stringify(all);
  if (said === (sources.get(before) ?? JSON.stringify({ run: null, untested: null }))) return before;
  const paint = made(all, before);
  sources.set(paint, said);
  return paint;
}

function made({ run, untested }: Sources, before: Paint): Paint {
  return {
    steps: run?.steps ?? {},
    taken: new Set(run?.taken),
    here: run?.here ?? null,
    values: sameValues(run?.values ?? {}, before.values),
    untestedNodes: new Set(untested?.nodes),
    untestedOutcomes: new Set(untested?.outcomes),
  };
}

/** The values with those before where they say the same, so that their cards are not drawn again. */
function sameValues(after: Paint["values"], before: Paint["values"]): Paint["values"] {
  const entries = Object.entries(after).map(([id, values]) => {
    const known = before[id];
    return [id, known && known.join("\n") === values.join("\n") ? known : values] as const;
  });
  return Object.fromEntries(entries);
}

/** The classes of a card. */
export function cardClasses(paint: Paint, id: string): string {
  const classes: string[] = [];
  if (id in paint.steps) classes.push("fx-visited");
  if (paint.here === id) classes.push("fx-here");
  if (paint.untestedNodes.has(id)) classes.push("fx-untested");
  return classes.join(" ");
}

/** The classes of an edge. */
export function edgeClasses(paint: Paint, id: EdgeKey): string {
  if (paint.taken.has(id)) return "fx-taken";
  return paint.untestedOutcomes.has(id) ? "fx-untested" : "";
}
