/** The families with their colours and icons; pressing one dims all other cards. */

import { useMemo, useState } from "react";
import { useActions, useCanvas, useWords } from "../store/context";
import { FAMILIES, type Family, familyOf } from "../theme/families";
import { Icon } from "../theme/icons";

/** Draw the legend, or the button that opens it. */
export function Legend() {
  const words = useWords();
  const { prefer, setSpotlight } = useActions();
  const isOpen = useCanvas((state) => state.preferences.legend);
  const cards = useCanvas((state) => state.view.cards);
  const kinds = useCanvas((state) => state.kinds);
  const [only, setOnly] = useState<Family | null>(null);
  const isDimmed = useCanvas((state) => state.spotlight !== null);
  const members = useMemo(() => {
    const found = new Map<Family, string[]>();
    for (const [id, card] of Object.entries(cards)) {
      const family = card.unknown ? "unknown" : familyOf(card.node.type, kinds);
      found.set(family, [...(found.get(family) ?? []), id]);
    }
    return found;
  }, [cards, kinds]);
  const pressed = isDimmed ? only : null;
  const press = (family: Family) => {
    const next = pressed === family ? null : family;
    setOnly(next);
    setSpotlight(next === null ? null : new Set(members.get(next)));
  };
  const toggle = () => {
    if (isOpen && pressed !== null) setSpotlight(null);
    prefer({ legend: !isOpen });
  };
  return (
    <section className="fx-panel fx-legend" aria-label={words.legend.title}>
      <button
        type="button"
        className="fx-legend-head"
        aria-expanded={isOpen}
        title={isOpen ? words.legend.hide : words.legend.show}
        onClick={toggle}
      >
        {words.legend.title}
        <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
      </button>
      {isOpen &&
        FAMILIES.filter((family) => members.has(family)).map((family) => (
          <button
            key={family}
            type="button"
            className="fx-legend-row"
            aria-pressed={pressed === family}
            title={pressed === family ? words.legend.all : words.legend.only(words.families[family])}
            onClick={() => press(family)}
          >
            <span className="fx-tile" data-family={family}>
              <Icon name={family} />
            </span>
            {words.families[family]}
            <span className="fx-muted">{members.get(family)?.length}</span>
          </button>
        ))}
    </section>
  );
}
