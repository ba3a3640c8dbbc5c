/** The colour families of node types: one standard for cards, minimap, legend and exports. */
import type { Kinds } from "../model/cards";

export const FAMILIES = ["begin", "say", "ask", "decide", "do", "people", "survey", "end", "unknown"] as const;
export type Family = (typeof FAMILIES)[number];

/** Solid colours that white glyphs stand on. */
export const LIGHT_COLORS: Readonly<Record<Family, string>> = {
  begin: "#636A74",
  end: "#636A74",
  say: "#0C64DF",
  ask: "#6D18AA",
  decide: "#8B4304",
  do: "#0E434E",
  people: "#7B0A13",
  survey: "#2B823A",
  unknown: "#475569",
};

/** Accents for dark cards; glyphs on them are dark. */
export const DARK_COLORS: Readonly<Record<Family, string>> = {
  begin: "#7C92B1",
  end: "#7C92B1",
  say: "#9ED4FA",
  ask: "#B870EB",
  decide: "#F97706",
  do: "#1BF3D6",
  people: "#EB8E96",
  survey: "#CBED9B",
  unknown: "#94A3B8",
};

/** The colours of a theme. */
export function familyColors(dark: boolean): Readonly<Record<Family, string>> {
  return dark ? DARK_COLORS : LIGHT_COLORS;
}

/** The family of a node type; surveys have their own, what is unknown here too. */
export function familyOf(type: string, kinds: Kinds): Family {
  if (type === "survey") return "survey";
  const family = kinds[type]?.family;
  return FAMILIES.find((known) => known === family) ?? "unknown";
}
