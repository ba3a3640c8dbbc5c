/** The problems of a card: a number, and the sentences on hover or focus. */
import { useActions, useCanvas, useWords } from "../store/context";

export function Badge({ id }: { id: string }) {
  const words = useWords();
  const problems = useCanvas((state) => state.problems[id]);
  const { ask, select } = useActions();
  if (!problems || problems.length === 0) return null;
  const wrong = problems.some((problem) => problem.severity === "error");
  return (
    <span className="fx-badge-place">
      <button
        type="button"
        tabIndex={-1}
        className={wrong ? "fx-badge fx-badge-error nodrag" : "fx-badge fx-badge-warning nodrag"}
        aria-label={words.card.problems(problems.length)}
        onClick={(event) => {
          event.stopPropagation();
          select({ nodes: [id] });
          ask("problems", id);
        }}
      >
        <span aria-hidden="true">{wrong ? "!" : "△"}</span> {problems.length}
      </button>
      <span className="fx-tip" role="tooltip">
        {problems.map((problem) => (
          <span key={problem.code + problem.sentence} className="fx-tip-line">
            {problem.sentence}
          </span>
        ))}
      </span>
    </span>
  );
}
