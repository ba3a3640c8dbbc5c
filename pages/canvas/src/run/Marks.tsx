/** On a card: the number of its step, what it put into variables, and that no test comes to it. */
import { memo } from "react";
import { useCanvas, useWords } from "../store/context";

const NO_VALUES: readonly string[] = [];

export const Marks = memo(function Marks({ id }: { id: string }) {
  const words = useWords();
  const step = useCanvas(({ paint }) => paint.steps[id]);
  const values = useCanvas(({ paint }) => paint.values[id] ?? NO_VALUES);
  const untested = useCanvas(({ paint }) => paint.untestedNodes.has(id));
  return (
    <>
      {step !== undefined && (
        <span className="fx-step" title={words.run.step(step)} aria-hidden="true">
          {step}
        </span>
      )}
      {untested && (
        <span className="fx-untested-tag" aria-hidden="true">
          ○ {words.run.untested}
        </span>
      )}
      {values.length > 0 && (
        <div className="fx-values" aria-hidden="true">
          {values.map((value) => (
            <span key={value} className="fx-value" title={value}>
              {value}
            </span>
          ))}
        </div>
      )}
    </>
  );
});
