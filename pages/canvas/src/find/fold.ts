/** Texts as they are searched: small letters without accents. */

/** Return a text without case and accents. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/** Say whether a text holds every word of what was typed. */
export function matches(text: string, typed: string): boolean {
  const folded = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Return the items whose texts hold what was typed; those that begin with it first. */
export function filtered<T>(
  items: readonly T[],
  typed: string,
  textsOf: (item: T) => readonly string[],
): T[] {
  if (typed.trim() === "") return [...items];
  const wanted = fold(typed.trim());
  const rank = (item: T): number => {
    const [name = "", ...rest] = textsOf(item);
    if (fold(name).startsWith(wanted)) return 0;
    if (matches(name, wanted)) return 1;
    return matches([name, ...rest].join(" "), wanted) ? 2 : 3;
  };
  return items
    .map((item, index) => ({ item, index, rank: rank(item) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map((found) => found.item);
}
