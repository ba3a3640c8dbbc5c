"""`question`: asks for one typed answer, understands it and saves it."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from flow_runtime.answers import (
    KINDS_OF_TIME,
    Bound,
    Refused,
    Understood,
    refusal_text,
    understand,
)
from flow_runtime.decisions import Decision, Go
from flow_runtime.events import Event, MessageReceived, ReceivedFile
from flow_runtime.nodes.asking import (
    INVALID,
    TIMEOUT,
    AskingNode,
    probes_of_waiting,
    record_answer,
    typed,
)
from flow_runtime.nodes.base import Family, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    CustomerText,
    Group,
    Line,
    Model,
    Pattern,
    SavedAs,
    form,
)
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

AnswerKind = Literal[
    "text",
    "name",
    "number",
    "integer",
    "money",
    "percent",
    "date",
    "time",
    "datetime",
    "email",
    "phone",
    "cpf",
    "cnpj",
    "cpf_cnpj",
    "cep",
    "url",
    "yes_no",
    "rating",
    "file",
    "image",
    "audio",
    "location",
    "regex",
]
_UNDERSTANDS_NEARLY_ALL: Final = frozenset({"text", "name"})
_KINDS_IN_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("Texto livre", "Free text"),
    "name": ("Nome de pessoa", "Person's name"),
    "number": ("Número", "Number"),
    "integer": ("Número inteiro", "Whole number"),
    "money": ("Valor em reais", "Amount of money"),
    "percent": ("Porcentagem", "Percentage"),
    "date": ("Data", "Date"),
    "time": ("Hora", "Time"),
    "datetime": ("Data e hora", "Date and time"),
    "email": ("E-mail", "E-mail"),
    "phone": ("Telefone", "Phone"),
    "cpf": ("CPF", "CPF"),
    "cnpj": ("CNPJ", "CNPJ"),
    "cpf_cnpj": ("CPF ou CNPJ", "CPF or CNPJ"),
    "cep": ("CEP", "CEP (postcode)"),
    "url": ("Endereço de site", "Web address"),
    "yes_no": ("Sim ou não", "Yes or no"),
    "rating": ("Nota", "Rating"),
    "file": ("Arquivo", "File"),
    "image": ("Imagem", "Picture"),
    "audio": ("Áudio", "Sound"),
    "location": ("Localização", "Location"),
    "regex": ("Padrão próprio", "Own pattern"),
}
_ANSWERED: Final = Go("answered")
FILE_KINDS: Final = frozenset({"file", "image", "audio"})
EXAMPLES: Final[Mapping[str, str]] = {
    "text": "Preciso de ajuda com a minha conta",
    "name": "Ana Maria de Souza",
    "number": "10",
    "integer": "10",
    "money": "R$ 150,00",
    "percent": "10%",
    "date": "amanhã",
    "time": "14h30",
    "datetime": "amanhã às 14h30",
    "email": "ana@exemplo.com.br",
    "phone": "(11) 98765-4321",
    "cpf": "529.982.247-25",
    "cnpj": "12.ABC.345/01DE-35",
    "cpf_cnpj": "529.982.247-25",
    "cep": "01310-100",
    "url": "https://exemplo.com.br",
    "yes_no": "sim",
    "rating": "5",
    "location": "-23.5614, -46.6559",
}
"""An answer of each kind that is understood, for exploring and for the simulator's hints."""


class Answer(Model):
    """What is asked for; `min` and `max` bound numbers, dates (ISO or `today`) and text lengths."""

    kind: AnswerKind = form(
        "Tipo de resposta", "Kind of answer", group=Group.UNDERSTOOD, choices=_KINDS_IN_WORDS
    )
    min: int | float | Line | None = form("Mínimo", "Minimum", group=Group.UNDERSTOOD, default=None)
    max: int | float | Line | None = form("Máximo", "Maximum", group=Group.UNDERSTOOD, default=None)
    prefer: Literal["future", "past"] | None = form(
        "Datas sem ano",
        "Dates without a year",
        group=Group.UNDERSTOOD,
        choices={"future": ("No futuro", "In the future"), "past": ("No passado", "In the past")},
        default=None,
    )
    pattern: Pattern | None = form(
        "Padrão (RE2)", "Pattern (RE2)", group=Group.ADVANCED, default=None
    )
    example: Line = form("Exemplo", "Example", group=Group.ADVANCED, default="")


class QuestionNode(AskingNode):
    """Asks, understands what people type, saves the normal form.

    Example:
        `{"id": "ask_cpf", "type": "question", "name": "Pedir CPF", "text": "Qual é o seu CPF?",
        "answer": {"kind": "cpf"}, "save_as": "cpf"}`
    """

    INFO = NodeInfo(
        family=Family.ASK,
        icon="question",
        name={"pt-BR": "Pergunta", "en": "Question"},
        description={
            "pt-BR": "Pede uma resposta digitada, entende e guarda.",
            "en": "Asks for a typed answer, understands and saves it.",
        },
        template={
            "text": ("Qual é a sua dúvida?", "What is your question?"),
            "answer": {"kind": "text"},
            "save_as": ("resposta", "answer"),
        },
    )

    type: Literal["question"]
    text: CustomerText = form(
        "Pergunta",
        "Question",
        widget="text",
        told=("A pergunta de {block} mudou.", "The question of {block} changed."),
    )
    answer: Answer = form("Resposta", "Answer", group=Group.UNDERSTOOD)
    save_as: SavedAs = form("Guardar em", "Save in", group=Group.UNDERSTOOD, widget="variable")
    skip_if_known: bool = form(
        "Não perguntar se já souber",
        "Do not ask when known",
        group=Group.UNDERSTOOD,
        default=False,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return answered, invalid and timeout."""
        return (Outcome("answered", "Respondeu", "Answered"), INVALID, TIMEOUT)

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the answer's variable where there was an answer."""
        return frozenset({self.save_as}) if outcome == "answered" else frozenset()

    def enter(self, turn: Turn) -> Decision:
        """Ask, unless the answer is known and need not be asked again."""
        if self.skip_if_known and turn.read(self.save_as) not in (None, ""):
            turn.record("question_skipped")
            return Go("answered")
        turn.say_text(turn.text("text"), answer_kind=self.answer.kind)
        return self.wait_for_answer(turn)

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Understand the answer, or ask again."""
        if not isinstance(event, MessageReceived):
            return super().resume(turn, event)
        kind = self.answer.kind
        if kind in FILE_KINDS:
            return self._take_file(turn, event.files)
        result = self._understand(turn, event.text)
        if isinstance(result, Refused):
            return self.ask_again(turn, result, kind)
        record_answer(turn, result, kind)
        turn.write(self.save_as, result.value)
        return _ANSWERED

    def _take_file(self, turn: Turn, files: tuple[ReceivedFile, ...]) -> Decision:
        kind = self.answer.kind
        fitting = [f for f in files if kind == "file" or f.media_type.startswith(f"{kind}/")]
        if not fitting:
            return self.ask_again(turn, Refused(f"needs_{kind}"), kind)
        turn.record("answer_understood", kind=kind, note="")
        turn.write(self.save_as, fitting[0].as_value())
        return Go("answered")

    def _understand(self, turn: Turn, text: str) -> Understood | Refused:
        answer = self.answer
        lowest, highest = self._bounds(turn)
        return understand(
            answer.kind,
            text,
            language=turn.session.language,
            now=turn.local_now if answer.kind in KINDS_OF_TIME else turn.event.at,
            prefer=answer.prefer,
            min=lowest,
            max=highest,
            pattern=answer.pattern,
        )

    def _bounds(self, turn: Turn) -> tuple[Bound, Bound]:
        """Return the lowest and the highest answer, where `today` is the day of the event."""
        bounds = self.answer.min, self.answer.max
        if "today" not in bounds:
            return bounds
        today = str(turn.scope()["today"])
        lowest, highest = (today if bound == "today" else bound for bound in bounds)
        return lowest, highest

    def expected_answer(self, turn: Turn, refused: Refused, kind: str) -> str:
        """Say it with the bounds of the question."""
        return refusal_text(kind, refused.reason, turn.language, *self._bounds(turn))

    def say_again(self, turn: Turn, text: str) -> None:
        """Say the retry text with the keyboard of the answer's kind."""
        turn.say_text(text, answer_kind=self.answer.kind)

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield an answer that is understood, one that is not, and the time-out."""
        if self.answer.kind in FILE_KINDS:
            media_type = {"image": "image/png", "audio": "audio/ogg"}.get(self.answer.kind)
            file = ReceivedFile("example", "exemplo", media_type or "application/pdf", 1_000)
            yield MessageReceived(turn.now, files=(file,))
        else:
            yield typed(turn, self._example())
        if self.answer.kind in _UNDERSTANDS_NEARLY_ALL:
            yield typed(turn, "")
        yield from probes_of_waiting(self, turn)

    def _example(self) -> str:
        if self.answer.example:
            return self.answer.example
        if self.answer.kind in ("number", "integer", "money", "percent", "rating"):
            lowest = self.answer.min if self.answer.min is not None else self.answer.max
            return EXAMPLES[self.answer.kind] if lowest is None else str(lowest)
        return EXAMPLES.get(self.answer.kind, "")

    def problems(self) -> Iterator[Problem]:
        """A pattern needs its pattern and an example."""
        if self.answer.kind == "regex" and not self.answer.pattern:
            yield problem(
                "question.pattern",
                "Escreva o padrão que a resposta deve seguir.",
                "Write the pattern that the answer must follow.",
                pointer="/answer/pattern",
            )
