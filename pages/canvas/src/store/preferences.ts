/** What a person set for themselves, kept in this browser; without storage the standard holds. */
import type { Preferences } from "./state";

const PLACE = "fluxo.canvas.preferences";
const STANDARD: Preferences = { minimap: true, legend: false, palette: true, keys: {} };

/** The kept preferences, the standard ones where none is kept. */
export function keptPreferences(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
    return { ...STANDARD, ...(kept as Partial<Preferences>) };
  } catch {
    return STANDARD;
  }
}

/** Keep preferences for the next visit. */
export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing loses preferences only.
  }
}
