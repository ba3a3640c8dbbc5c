"""Facts that one plain sentence tells."""

from collections.abc import Callable, Mapping
from typing import Final

from flow_runtime.effects import Fact

Sentence = tuple[str, str]

_PLAIN: Final[Mapping[str, Sentence]] = {
    "customer_reminded": ("Lembrou o cliente.", "Reminded the customer."),
    "question_skipped": (
        "A resposta já é conhecida: não pergunta.",
        "The answer is known: does not ask.",
    ),
    "menu_without_choices": (
        "A lista está vazia: não há o que escolher.",
        "The list is empty: there is nothing to choose.",
    ),
    "link_refused": (
        "O endereço não é seguro: não mostrou.",
        "The address is not safe: not shown.",
    ),
    "protocol_issued": ("Emitiu o protocolo.", "Issued the protocol number."),
    "survey_sent": ("Fez a pesquisa.", "Asked the survey."),
    "error_routed": ("Segue pelo caminho de erro.", "Takes the error route."),
    "handoff_released": ("O chamado voltou à fila.", "The ticket is back in the queue."),
}
_FILLED: Final[Mapping[str, Sentence]] = {
    "api_returned": ("O sistema respondeu {status}.", "The system answered {status}."),
    "api_failed": ("O sistema não respondeu ({reason}).", "The system did not answer ({reason})."),
    "handoff_requested": (
        "Abriu um chamado na fila '{queue}'.",
        "Opened a ticket in the queue '{queue}'.",
    ),
    "handoff_assigned": ("{attendant} assumiu.", "{attendant} took over."),
    "consent_known": (
        "O consentimento '{purpose}' já foi dado.",
        "The consent '{purpose}' was given before.",
    ),
    "event_kept": (
        "Guardou o evento '{name}' para quando for esperado.",
        "Kept the event '{name}' for when it is waited for.",
    ),
    "subflow_called": ("Entrou no fluxo '{flow}'.", "Went into the flow '{flow}'."),
    "subflow_left": ("Voltou ao fluxo '{flow}'.", "Came back to the flow '{flow}'."),
}


def plain_words(fact: Fact, language: str) -> str:
    """Return the sentence that tells a fact; nothing for one that needs none."""
    place = 0 if language == "pt-BR" else 1
    filled = _FILLED.get(fact.name)
    if filled is not None:
        return filled[place].format(**fact.data)
    told = _PLAIN.get(fact.name) or _by_value(fact)
    return told[place] if told is not None else ""


def _by_value(fact: Fact) -> Sentence | None:
    teller = _BY_VALUE.get(fact.name)
    return teller(fact) if teller is not None else None


def _ignored(fact: Fact) -> Sentence:
    return _IGNORED.get(str(fact.data.get("reason")), ("Não fez nada.", "Did nothing."))


def _set_aside(fact: Fact) -> Sentence:
    waiting_for = str(fact.data.get("waiting_for"))
    pt, en = _WAITS.get(waiting_for, ("outra coisa", "something else"))
    return (f"Deixou a mensagem de lado: espera {pt}.", f"Set the message aside: waits for {en}.")


def _command(fact: Fact) -> Sentence:
    pt, en = _COMMANDS.get(str(fact.data.get("action")), ("ir a um bloco", "go to a node"))
    return (f"É um comando do fluxo: {pt}.", f"It is a command of the flow: {en}.")


def _consent(fact: Fact) -> Sentence:
    purpose = fact.data.get("purpose")
    if fact.data.get("given"):
        return (f"Registrou o consentimento '{purpose}'.", f"Recorded the consent '{purpose}'.")
    return (f"Registrou a recusa de '{purpose}'.", f"Recorded the refusal of '{purpose}'.")


def _survey_skipped(fact: Fact) -> Sentence:
    pt, en = _SKIPPED.get(str(fact.data.get("reason")), ("sem resposta", "no answer"))
    return (f"Pesquisa sem nota: {pt}.", f"Survey without a score: {en}.")


def _survey_answered(fact: Fact) -> Sentence:
    score = fact.data.get("score")
    if score is None:
        return ("Pesquisa respondida.", "Survey answered.")
    return (f"Pesquisa respondida: nota {score}.", f"Survey answered: score {score}.")


def _handoff_ended(fact: Fact) -> Sentence:
    return _HANDOFFS.get(str(fact.data.get("outcome")), ("O transbordo acabou.", "Handoff over."))


def _ended(fact: Fact) -> Sentence:
    outcome = str(fact.data.get("outcome"))
    pt, en = _ENDS.get(outcome, (outcome, outcome))
    return (f"A conversa terminou: {pt}.", f"The conversation ended: {en}.")


_IGNORED: Final[Mapping[str, Sentence]] = {
    "late": ("Chegou tarde: a conversa já seguiu.", "Too late: the conversation has moved on."),
    "conversation_over": ("A conversa já terminou.", "The conversation is over."),
    "too_large": ("Os dados são grandes demais: ignorou.", "The data is too large: ignored."),
}
_WAITS: Final[Mapping[str, Sentence]] = {
    "api": ("o outro sistema", "the other system"),
    "contact": ("a busca do contato", "the contact search"),
    "notification": ("o aviso sair", "the notice to leave"),
    "timer": ("o tempo passar", "time to pass"),
    "external": ("um evento", "an event"),
}
_COMMANDS: Final[Mapping[str, Sentence]] = {
    "handoff": ("chamar uma pessoa", "call a person"),
    "back": ("voltar à pergunta anterior", "back to the question before"),
    "end": ("encerrar", "end"),
}
_SKIPPED: Final[Mapping[str, Sentence]] = {
    "asked_lately": ("perguntada há pouco tempo", "asked not long ago"),
    "no_answer": ("o cliente não respondeu", "the customer did not answer"),
    "declined": ("o cliente preferiu não responder", "the customer preferred not to answer"),
    "not_understood": ("não deu para entender", "it could not be understood"),
}
_HANDOFFS: Final[Mapping[str, Sentence]] = {
    "resolved": ("O chamado foi resolvido.", "The ticket was resolved."),
    "no_agent": ("Não havia ninguém na fila.", "Nobody was there in the queue."),
    "timeout": ("A espera passou do limite.", "The wait went beyond its limit."),
    "customer_gave_up": ("O cliente desistiu de esperar.", "The customer gave up waiting."),
}
_ENDS: Final[Mapping[str, Sentence]] = {
    "resolved": ("resolvida", "resolved"),
    "abandoned": ("sem resposta do cliente", "no answer from the customer"),
    "closed_by_customer": ("o cliente encerrou", "closed by the customer"),
    "error": ("por um erro", "because of an error"),
}
_BY_VALUE: Final[Mapping[str, Callable[[Fact], Sentence]]] = {
    "event_ignored": _ignored,
    "message_set_aside": _set_aside,
    "command_used": _command,
    "consent_recorded": _consent,
    "survey_skipped": _survey_skipped,
    "survey_answered": _survey_answered,
    "handoff_ended": _handoff_ended,
    "conversation_ended": _ended,
}
TOLD: Final = frozenset({*_PLAIN, *_FILLED, *_BY_VALUE})
"""The names of the facts that are told here."""
