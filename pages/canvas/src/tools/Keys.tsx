/** A chord drawn as keys. */

import { keyWords } from "../shortcuts/keys";
import { useWords } from "../store/context";

/** Draw the keys of one chord: "Ctrl" "Shift" "Z". */
export function Keys({ chord }: { readonly chord: string }) {
  const words = useWords();
  return (
    <span className="fx-keys">
      {keyWords(chord, words.keys)
        .split(" ")
        .map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
    </span>
  );
}
