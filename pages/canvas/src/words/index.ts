/** The words of the canvas in the language of the interface. */

import { en } from "./en";
import { ptBR, type Words } from "./pt-BR";

export type { Words };
export type Language = "pt-BR" | "en";
export type ActionId = keyof Words["actions"];

export const LANGUAGES: readonly Language[] = ["pt-BR", "en"];

/** Return all words of a language. */
export function wordsOf(language: Language): Words {
  return language === "en" ? en : ptBR;
}
