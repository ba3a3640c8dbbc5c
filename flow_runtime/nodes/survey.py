"""`survey`: NPS, CSAT, CES or own questions at the end of a service."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.answers import Refused, understand
from flow_runtime.decisions import Decision, Go, Wait
from flow_runtime.effects import RecordSurvey, SendMessage, ShownChoice
from flow_runtime.events import Event, MessageReceived, TimerFired
from flow_runtime.nodes.asking import GIBBERISH, AskingNode, record_answer, timed_out, typed
from flow_runtime.nodes.base import Family, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    CustomerText,
    Group,
    Model,
    SavedAs,
    VariableName,
    form,
)
from flow_runtime.phrases import phrase
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

SCALES: Final[Mapping[str, tuple[int, int]]] = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
"""Lowest and highest score (service.md 2.2: NPS 0–10, CSAT 1–5, CES 1–7)."""

LAST_SURVEY_FIELD: Final = "last_survey_at"
_SKIP_WORDS: Final = frozenset({"pular", "nao quero responder", "skip"})
_STAGE, _SCORE, _ANSWERS = "stage", "score", "answers"
_DEFAULT_TIMEOUT_S = 24 * 3600

Segment = Literal["promoter", "passive", "detractor", "satisfied", "dissatisfied"]
_SEGMENTS: Final[Mapping[str, tuple[Outcome, ...]]] = {
    "nps": (
        Outcome("promoter", "Promotor", "Promoter"),
        Outcome("passive", "Neutro", "Passive"),
        Outcome("detractor", "Detrator", "Detractor"),
    ),
    "csat": (
        Outcome("satisfied", "Satisfeito", "Satisfied"),
        Outcome("dissatisfied", "Insatisfeito", "Dissatisfied"),
    ),
    "ces": (
        Outcome("satisfied", "Satisfeito", "Satisfied"),
        Outcome("dissatisfied", "Insatisfeito", "Dissatisfied"),
    ),
}


def segment_of(kind: str, score: int) -> Segment:
    """Return the segment of a score.

    NPS: promoters 9–10, passives 7–8, detractors 0–6. CSAT: 4 and 5 are satisfied. CES: 5 to 7 are
    satisfied (service.md 2.2).
    """
    if kind == "nps":
        return "promoter" if score >= 9 else "passive" if score >= 7 else "detractor"
    return "satisfied" if score >= {"csat": 4, "ces": 5}[kind] else "dissatisfied"


class SurveyQuestion(Model):
    """A question of an own survey."""

    id: VariableName
    text: CustomerText = form(
        "Pergunta",
        "Question",
        widget="text",
        told=("A pergunta de {block} mudou.", "The question of {block} changed."),
        min_length=1,
    )
    kind: Literal["rating", "yes_no", "text"] = form(
        "Resposta",
        "Answer",
        choices={
            "rating": ("Nota", "Rating"),
            "yes_no": ("Sim ou não", "Yes or no"),
            "text": ("Texto livre", "Free text"),
        },
        default="text",
    )


class SurveyNode(AskingNode):
    """Asks for a score, perhaps for a comment, and records both."""

    INFO = NodeInfo(
        family=Family.PEOPLE,
        icon="star",
        name={"pt-BR": "Pesquisa", "en": "Survey"},
        description={
            "pt-BR": "Pergunta como foi: NPS, CSAT, CES ou perguntas próprias.",
            "en": "Asks how it went: NPS, CSAT, CES or own questions.",
        },
        template={
            "kind": "nps",
            "text": (
                "De 0 a 10, quanto você recomendaria o nosso atendimento?",
                "From 0 to 10, how likely are you to recommend our service?",
            ),
        },
        next_types=("message", "end", "condition", "handoff", "set", "notify"),
    )
    PAUSES = False  # someone who was asked lately is not asked again

    type: Literal["survey"]
    kind: Literal["nps", "csat", "ces", "custom"] = form(
        "Pesquisa",
        "Survey",
        choices={
            "nps": ("NPS (recomendação, 0 a 10)", "NPS (recommendation, 0 to 10)"),
            "csat": ("CSAT (satisfação, 1 a 5)", "CSAT (satisfaction, 1 to 5)"),
            "ces": ("CES (esforço, 1 a 7)", "CES (effort, 1 to 7)"),
            "custom": ("Perguntas próprias", "Own questions"),
        },
        default="nps",
    )
    text: CustomerText = form(
        "Pergunta",
        "Question",
        widget="text",
        told=("A pergunta de {block} mudou.", "The question of {block} changed."),
        default="",
    )
    questions: tuple[SurveyQuestion, ...] = form(
        "Perguntas próprias",
        "Own questions",
        one=("a pergunta", "the question"),
        default=(),
        max_length=10,
    )
    comment_text: CustomerText = form(
        "Pedido de comentário", "Request for a comment", widget="text", default=""
    )
    comment_for: tuple[Segment, ...] = form(
        "Pedir comentário a",
        "Ask a comment of",
        group=Group.ADVANCED,
        help_pt="Vazio: a todos.",
        help_en="Empty: everyone.",
        choices={
            outcome.id: (outcome.pt, outcome.en)
            for outcomes in _SEGMENTS.values()
            for outcome in outcomes
        },
        default=(),
    )
    thanks_text: CustomerText = form("Agradecimento", "Thanks", widget="text", default="")
    save_score_as: SavedAs | None = form(
        "Guardar a nota em",
        "Save the score in",
        group=Group.ADVANCED,
        widget="variable",
        default=None,
    )
    save_comment_as: SavedAs | None = form(
        "Guardar o comentário em",
        "Save the comment in",
        group=Group.ADVANCED,
        widget="variable",
        default=None,
    )
    by_segment: bool = form(
        "Uma saída por segmento", "One outcome a segment", group=Group.ADVANCED, default=False
    )
    once_per_days: int | None = form(
        "No máximo uma vez a cada (dias)",
        "At most once every (days)",
        group=Group.ADVANCED,
        default=None,
        ge=1,
        le=365,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return answered, or promoter, passive, detractor or (dis)satisfied; and skipped."""
        skipped = Outcome("skipped", "Não respondeu", "Skipped")
        if self.by_segment and self.kind in _SEGMENTS:
            return (*_SEGMENTS[self.kind], skipped)
        return (Outcome("answered", "Respondeu", "Answered"), skipped)

    # -- asking ------------------------------------------------------------------------------

    def enter(self, turn: Turn) -> Decision:
        """Ask, unless the contact was asked too recently."""
        if self._asked_lately(turn):
            turn.record("survey_skipped", reason="asked_lately")
            return Go("skipped")
        turn.record("survey_sent", kind=self.kind)
        turn.update_contact({LAST_SURVEY_FIELD: turn.now.isoformat(timespec="seconds")})
        turn.scratch[_STAGE] = 0
        return self._ask_question(turn)

    def _asked_lately(self, turn: Turn) -> bool:
        last = turn.session.contact.get(LAST_SURVEY_FIELD)
        if self.once_per_days is None or not isinstance(last, str):
            return False
        try:
            asked_at = datetime.fromisoformat(last)
        except ValueError:
            return False
        return turn.now - asked_at < timedelta(days=self.once_per_days)

    def wait_for_answer(self, turn: Turn) -> Wait:
        """Wait with a limit of its own: silence is an outcome here, not the idle rule."""
        return Wait("message", self.timeout_s or _DEFAULT_TIMEOUT_S)

    def _ask_question(self, turn: Turn) -> Decision:
        self.say_again(turn, self._question_text(turn))
        return self.wait_for_answer(turn)

    def _question_text(self, turn: Turn) -> str:
        if self.kind != "custom":
            return turn.text("text")
        return turn.text(f"questions.{turn.scratch[_STAGE]}.text")

    def _answer_kind(self, turn: Turn) -> str:
        if self.kind != "custom":
            return "rating"
        return self.questions[int(str(turn.scratch[_STAGE]))].kind

    def say_again(self, turn: Turn, text: str) -> None:
        """Say a question with the scores as choices."""
        kind = self._answer_kind(turn)
        turn.say(SendMessage(self.id, text=text, choices=self._scores(kind), answer_kind=kind))

    def _scores(self, answer_kind: str) -> tuple[ShownChoice, ...]:
        if answer_kind != "rating":
            return ()
        lowest, highest = SCALES.get(self.kind, (1, 5))
        return tuple(
            ShownChoice(f"{self.id}:{score}", str(score)) for score in range(lowest, highest + 1)
        )

    # -- understanding -----------------------------------------------------------------------

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Take the score, then the comment; silence after a score still counts the score."""
        if isinstance(event, TimerFired):
            return self._finish(turn) if _has_answer(turn) else self._skip(turn, "no_answer")
        if not isinstance(event, MessageReceived):
            return super().resume(turn, event)
        if turn.scratch.get(_STAGE) == "comment":
            skips = phrase(event.text) in _SKIP_WORDS
            return self._finish(turn, "" if skips else event.text.strip())
        if phrase(event.text) in _SKIP_WORDS:
            return self._finish(turn) if _has_answer(turn) else self._skip(turn, "declined")
        return self._take_answer(turn, event.text)

    def _take_answer(self, turn: Turn, text: str) -> Decision:
        kind = self._answer_kind(turn)
        lowest, highest = SCALES.get(self.kind, (1, 5)) if kind == "rating" else (None, None)
        result = understand(
            kind, text, language=turn.language, now=turn.now, min=lowest, max=highest
        )
        if isinstance(result, Refused):
            return self.ask_again(turn, result, kind, self._question_text(turn))
        record_answer(turn, result, kind)
        if self.kind == "custom":
            return self._next_question(turn, result.value)
        turn.scratch[_SCORE] = result.value
        return self._after_score(turn)

    def _next_question(self, turn: Turn, value: JsonValue) -> Decision:
        stage = int(str(turn.scratch[_STAGE]))
        answers = turn.scratch.get(_ANSWERS)
        known = answers if isinstance(answers, dict) else {}
        turn.scratch[_ANSWERS] = {**known, self.questions[stage].id: value}
        if stage + 1 == len(self.questions):
            return self._after_score(turn)
        turn.scratch.update({_STAGE: stage + 1, "tries": 0})
        return self._ask_question(turn)

    def _after_score(self, turn: Turn) -> Decision:
        wanted = not self.comment_for or self._segment(turn) in self.comment_for
        if not self.comment_text or not wanted:
            return self._finish(turn)
        turn.scratch[_STAGE] = "comment"
        turn.say_text(turn.text("comment_text"), answer_kind="text")
        return self.wait_for_answer(turn)

    def give_up(self, turn: Turn) -> Decision:
        """Leave by skipped when no answer was understood."""
        return self._finish(turn) if _has_answer(turn) else self._skip(turn, "not_understood")

    # -- recording ---------------------------------------------------------------------------

    def _segment(self, turn: Turn) -> Segment | None:
        score = turn.scratch.get(_SCORE)
        if self.kind == "custom" or not isinstance(score, int):
            return None
        return segment_of(self.kind, score)

    def _skip(self, turn: Turn, reason: str) -> Decision:
        turn.record("survey_skipped", reason=reason)
        return Go("skipped")

    def _finish(self, turn: Turn, comment: str = "") -> Decision:
        score, answers = turn.scratch.get(_SCORE), turn.scratch.get(_ANSWERS)
        segment = self._segment(turn)
        turn.ask_of_world(
            RecordSurvey(
                node_id=self.id,
                flow_id=turn.program.flow.id,
                version=turn.program.version,
                kind=self.kind,
                score=score if isinstance(score, int) else None,
                segment=segment,
                comment=comment,
                answers=answers if isinstance(answers, dict) else {},
            )
        )
        turn.record("survey_answered", kind=self.kind, score=score, segment=segment)
        if self.save_score_as is not None:
            turn.write(self.save_score_as, score)
        if self.save_comment_as is not None:
            turn.write(self.save_comment_as, comment)
        turn.say_text(turn.text("thanks_text"))
        return Go(segment if self.by_segment and segment else "answered")

    # -- trying out and checking -------------------------------------------------------------

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield a score of each segment or an example answer, nonsense, and silence."""
        stage = turn.scratch.get(_STAGE)
        if stage == "comment":
            yield typed(turn, "Foi tudo muito bom")
        elif self.kind == "custom":
            yield typed(turn, {"rating": "5", "yes_no": "sim"}.get(self._answer_kind(turn), "Bom"))
        else:
            lowest, highest = SCALES[self.kind]
            by_segment = {segment_of(self.kind, s): s for s in range(lowest, highest + 1)}
            for score in by_segment.values():
                yield typed(turn, str(score))
            yield typed(turn, GIBBERISH)
        yield timed_out(turn)

    def problems(self) -> Iterator[Problem]:
        """Every survey needs its question."""
        if self.kind == "custom" and not self.questions:
            yield problem(
                "survey.questions",
                "Escreva pelo menos uma pergunta da pesquisa.",
                "Write at least one question of the survey.",
                pointer="/questions",
            )
        if self.kind != "custom" and not self.text:
            yield problem(
                "text.empty",
                "Escreva a pergunta da pesquisa.",
                "Write the question of the survey.",
                pointer="/text",
            )


def _has_answer(turn: Turn) -> bool:
    return _SCORE in turn.scratch or _ANSWERS in turn.scratch
