/** A row of the eight colours that stages and notes can have. */

import { useWords } from "../store/context";
import { STAGE_COLORS } from "../tools/changes/stages";

interface ColorsProps {
  readonly now: string;
  readonly onChoose: (color: string) => void;
}

/** Draw the row; the colour that is used now is marked. */
export function Colors({ now, onChoose }: ColorsProps) {
  const words = useWords();
  return (
    <div className="fx-colors" role="group" aria-label={words.menu.color}>
      {STAGE_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          tabIndex={-1}
          role="menuitemradio"
          aria-checked={color === now}
          aria-label={words.colors[color]}
          title={words.colors[color]}
          className="fx-color"
          data-color={color}
          onClick={() => onChoose(color)}
        />
      ))}
    </div>
  );
}
