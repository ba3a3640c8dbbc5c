/** A text with variables, cut into what is shown as words and what is shown as chips. */

export type Part = { readonly kind: "words" | "variable" | "logic"; readonly text: string };

const MARKS = /\{\{\s*([^}]*?)\s*\}\}|\{%[^%]*%\}/g;

/** "Olá {{ contact.name | first_name }}" → words, then the chip "contact.name". */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > from) parts.push({ kind: "words", text: text.slice(from, match.index) });
    parts.push(match[1] === undefined ? { kind: "logic", text: "…" } : { kind: "variable", text: nameIn(match[1]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: "words", text: text.slice(from) });
  return parts;
}

function nameIn(expression: string): string {
  return expression.split("|")[0]?.trim() || "…";
}
