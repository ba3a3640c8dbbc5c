"""`consent`: asks for consent under the LGPD and records the decision with the text's version."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import JsonValue

from flow_runtime.answers import Refused, understand
from flow_runtime.decisions import Decision, Go
from flow_runtime.effects import RecordConsent, SendMessage, ShownChoice
from flow_runtime.events import Event, MessageReceived
from flow_runtime.nodes.asking import (
    TIMEOUT,
    AskingNode,
    chosen,
    probes_of_waiting,
    record_answer,
)
from flow_runtime.nodes.base import Family, NodeInfo, Outcome
from flow_runtime.nodes.fields import CustomerText, Group, Line, Slug, form
from flow_runtime.phrases import phrase
from flow_runtime.turn import Turn


class ConsentNode(AskingNode):
    """Asks once for a purpose, knows a decision given before, can be revoked by a word.

    Lei 13.709/2018 (LGPD), art. 8: consent is shown to have been given, for a stated purpose, and
    is revocable at any time by a free and easy procedure.
    """

    INFO = NodeInfo(
        family=Family.ASK,
        icon="shield",
        name={"pt-BR": "Consentimento", "en": "Consent"},
        description={
            "pt-BR": "Pede o consentimento (LGPD), guarda a decisão e a versão do texto.",
            "en": "Asks for consent (LGPD), keeps the decision and the text's version.",
        },
        template={
            "purpose": ("atendimento", "service"),
            "text": (
                "Podemos usar os seus dados para este atendimento?",
                "May we use your data for this service?",
            ),
            "accept_label": ("Aceito", "I agree"),
            "refuse_label": ("Não aceito", "I do not agree"),
        },
        next_types=("message", "menu", "question", "end", "handoff", "condition"),
    )
    PAUSES = False  # a known decision goes on without asking
    LISTENS = True

    type: Literal["consent"]
    purpose: Slug = form("Finalidade", "Purpose", group=Group.ADVANCED)
    text_version: Line = form(
        "Versão do texto", "Version of the text", group=Group.ADVANCED, default="1"
    )
    text: CustomerText = form(
        "Texto",
        "Text",
        widget="text",
        told=("O pedido de {block} mudou.", "The request of {block} changed."),
        min_length=1,
    )
    accept_label: CustomerText = form("Botão de aceite", "Accept button", default="Aceito")
    refuse_label: CustomerText = form("Botão de recusa", "Refuse button", default="Não aceito")
    revoke_phrases: tuple[Line, ...] = form(
        "Palavras que revogam",
        "Words that revoke",
        group=Group.ADVANCED,
        default=("parar", "revogar consentimento", "retirar consentimento", "stop"),
        max_length=20,
    )
    revoked_text: CustomerText = form(
        "Quando o cliente revoga",
        "When the customer revokes",
        widget="text",
        default="Pronto, registramos que você não consente mais.",
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return given, refused and timeout."""
        return (
            Outcome("given", "Aceitou", "Given"),
            Outcome("refused", "Recusou", "Refused"),
            TIMEOUT,
        )

    def enter(self, turn: Turn) -> Decision:
        """Go on with a consent given to this version of the text; otherwise ask."""
        known = self._known(turn)
        if known.get("given") is True and known.get("text_version") == self.text_version:
            turn.record("consent_known", purpose=self.purpose)
            return Go("given")
        self.say_again(turn, turn.text("text"))
        return self.wait_for_answer(turn)

    def _known(self, turn: Turn) -> Mapping[str, JsonValue]:
        consents = turn.session.contact.get("consents")
        known = consents.get(self.purpose) if isinstance(consents, dict) else None
        return known if isinstance(known, dict) else {}

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Record a clear yes or no; anything else is asked again and counts as no in the end."""
        if not isinstance(event, MessageReceived):
            return super().resume(turn, event)
        answer = self._understand(turn, event)
        if isinstance(answer, Refused):
            return self.ask_again(turn, answer, "yes_no", turn.text("text"))
        return self._decide(turn, given=answer)

    def _understand(self, turn: Turn, event: MessageReceived) -> bool | Refused:
        for choice, given in zip(self._choices(turn), (True, False), strict=True):
            if event.choice == choice.id or phrase(event.text) == phrase(choice.label):
                return given
        understood = understand("yes_no", event.text, language=turn.language, now=turn.now)
        if isinstance(understood, Refused):
            return understood
        record_answer(turn, understood, "yes_no")
        return understood.value is True

    def _decide(self, turn: Turn, *, given: bool) -> Decision:
        self._remember(turn, given=given)
        return Go("given" if given else "refused")

    def _remember(self, turn: Turn, *, given: bool) -> None:
        consents = turn.session.contact.get("consents")
        known = dict(consents) if isinstance(consents, dict) else {}
        known[self.purpose] = {"given": given, "text_version": self.text_version}
        turn.session.contact["consents"] = known
        turn.ask_of_world(RecordConsent(self.purpose, self.text_version, given))
        turn.record("consent_recorded", purpose=self.purpose, given=given)

    def give_up(self, turn: Turn) -> Decision:
        """Treat an answer that stays unclear as no consent."""
        return self._decide(turn, given=False)

    def overhear(self, turn: Turn, event: MessageReceived) -> bool:
        """Take back a given consent when the customer says so, whoever owns the conversation."""
        said = phrase(event.text)
        if self._known(turn).get("given") is not True:
            return False
        if said not in {phrase(words) for words in self.revoke_phrases}:
            return False
        self._remember(turn, given=False)
        turn.say_text(turn.text("revoked_text"))
        return True

    def say_again(self, turn: Turn, text: str) -> None:
        """Show the text with both buttons."""
        choices = self._choices(turn)
        turn.say(SendMessage(self.id, text=text, choices=choices, answer_kind="yes_no"))

    def _choices(self, turn: Turn) -> tuple[ShownChoice, ShownChoice]:
        return (
            ShownChoice(f"{self.id}:given", turn.text("accept_label")),
            ShownChoice(f"{self.id}:refused", turn.text("refuse_label")),
        )

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield both decisions, a misunderstanding and the time-out."""
        for choice in self._choices(turn):
            yield chosen(turn, choice)
        yield from probes_of_waiting(self, turn)
