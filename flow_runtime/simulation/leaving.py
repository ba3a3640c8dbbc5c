"""What would leave the conversation in a turn: calls, notices, tickets, timers, all rendered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Final, Literal

import orjson

from flow_runtime.effects import (
    CallApi,
    Effect,
    FindContact,
    IssueProtocol,
    Notify,
    OpenTicket,
    RecordConsent,
    RecordSurvey,
    StartTimer,
    UpdateContact,
    UpdateTicket,
)
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulation.places import placed_effects, places_in
from flow_runtime.simulation.telling import MASK
from flow_runtime.simulation.value_words import moment_in_words, value_in_words
from flow_runtime.turn import Turn

Kind = Literal[
    "api", "notice", "ticket", "timer", "contact", "search", "consent", "survey", "protocol"
]
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing that the runtime would do after the turn.

    `title` says it in one line, `lines` are its parts as (name, value), `body` is a text to show as
    it stands: a request's JSON, an e-mail's text. Secrets are names here, as in the flow.
    """

    kind: Kind
    title: str
    lines: Lines = ()
    body: str = ""
    node_id: str | None = None


def leaving_of(turns: Sequence[Turn], before: Session, language: str) -> Iterator[Leaving]:
    """Yield what an action's turns would let leave, in order."""
    for turn in turns:
        hidden = _sensitive(turn.root)
        for effect, place in placed_effects(turn, places_in(turn, before)):
            told = _told(_local(effect, turn), language, place.drawn if place else None)
            if told is not None:
                yield _masked(told, hidden)
        before = turn.session


def _sensitive(root: Program) -> frozenset[str]:
    variables = (v for p in (root, *root.subflows.values()) for v in p.flow.variables)
    return frozenset(v.name for v in variables if v.sensitivity == "sensitive")


def _masked(leaving: Leaving, hidden: frozenset[str]) -> Leaving:
    lines = ((name, MASK if name in hidden else value) for name, value in leaving.lines)
    return replace(leaving, lines=tuple(lines))


def _local(effect: Effect, turn: Turn) -> Effect:
    """Return an effect in the words of the company: its own time, the names of its queues."""
    if isinstance(effect, StartTimer):
        return replace(effect, due_at=effect.due_at.astimezone(turn.root.zone))
    if isinstance(effect, OpenTicket) and (queue := turn.root.queues.get(effect.queue)):
        return replace(effect, queue=queue.name)
    return effect


@singledispatch
def _told(effect: Effect, language: str, node_id: str | None) -> Leaving | None:  # noqa: ARG001
    """Tell an effect; bubbles and cancelled timers leave nothing else behind."""
    return None


def _say(language: str, pt: str, en: str) -> str:
    return pt if language == "pt-BR" else en


def _filled(*lines: tuple[str, str]) -> Lines:
    return tuple(line for line in lines if line[1])


@_told.register
def _api(call: CallApi, language: str, node_id: str | None) -> Leaving:
    lines = _filled(
        (_say(language, "Conexão", "Connection"), call.connection or ""),
        *((f"?{name}", value) for name, value in call.query),
        *call.headers,
    )
    return Leaving("api", f"{call.method} {call.url}", lines, _indented(call.body), node_id)


def _indented(body: str | None) -> str:
    if not body:
        return ""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2).decode()


@_told.register
def _notice(notice: Notify, language: str, node_id: str | None) -> Leaving:
    name = "E-mail" if notice.kind == "email" else notice.kind.capitalize()
    title = f"{name} → {notice.to or notice.connection or ''}".strip()
    lines = _filled(
        (_say(language, "Assunto", "Subject"), notice.subject),
        (_say(language, "Conexão", "Connection"), notice.connection or ""),
    )
    return Leaving("notice", title, lines, notice.text, node_id)


@_told.register
def _search(search: FindContact, language: str, node_id: str | None) -> Leaving:
    field = f"{search.field_name} = {search.value}"
    title = _say(language, f"Procura o contato: {field}", f"Searches the contact: {field}")
    return Leaving("search", title, node_id=node_id)


@_told.register
def _ticket(ticket: OpenTicket, language: str, node_id: str | None) -> Leaving:
    queue, level = ticket.queue, ticket.level
    title = _say(language, f"Chamado na fila {queue}, {level}", f"Ticket for {queue}, {level}")
    lines = _filled(
        (_say(language, "Prioridade", "Priority"), _PRIORITIES[ticket.priority][language]),
        (_say(language, "Habilidades", "Skills"), ", ".join(ticket.skills)),
        (_say(language, "Resumo", "Summary"), ticket.summary),
        *((name, value_in_words(value, language)) for name, value in ticket.context.items()),
    )
    return Leaving("ticket", title, lines, ticket.script, node_id)


_PRIORITIES: Final[Mapping[str, Mapping[str, str]]] = {
    "low": {"pt-BR": "baixa", "en": "low"},
    "normal": {"pt-BR": "", "en": ""},
    "high": {"pt-BR": "alta", "en": "high"},
    "urgent": {"pt-BR": "urgente", "en": "urgent"},
}


@_told.register
def _ticket_news(news: UpdateTicket, language: str, node_id: str | None) -> Leaving:
    title = {
        None: _say(language, "Mensagem para o chamado", "Message for the ticket"),
        "closed_by_customer": _say(language, "O cliente fecha o chamado", "Customer closes it"),
        "expired": _say(language, "O chamado vence", "The ticket expires"),
    }[news.status]
    return Leaving("ticket", title, body=news.text, node_id=node_id)


@_told.register
def _timer(timer: StartTimer, language: str, node_id: str | None) -> Leaving:
    return Leaving("timer", timer_words(timer, language), node_id=node_id)


def timer_words(timer: StartTimer, language: str) -> str:
    """Return what a timer is for and when it fires, in its moment's own zone."""
    pt, en = _TIMERS.get(timer.key, _TIMERS["timeout"])
    when = moment_in_words(timer.due_at, language)
    return _say(language, f"{pt} em {when}", f"{en} on {when}")


_TIMERS: Final[Mapping[str, tuple[str, str]]] = {
    "timeout": ("A espera acaba", "The wait ends"),
    "idle_remind": ("Lembra o cliente", "The customer is reminded"),
    "idle_close": ("A conversa se encerra", "The conversation closes"),
    "waiting_message": ("Próximo aviso da fila", "Next message of the queue"),
}


@_told.register
def _contact(update: UpdateContact, language: str, node_id: str | None) -> Leaving:
    title = _say(language, "Atualiza o contato", "Updates the contact")
    lines = _filled(
        *((name, value_in_words(value, language)) for name, value in update.fields.items()),
        (_say(language, "Põe", "Adds"), ", ".join(update.add_tags)),
        (_say(language, "Tira", "Removes"), ", ".join(update.remove_tags)),
    )
    return Leaving("contact", title, lines, node_id=node_id)


@_told.register
def _consent(consent: RecordConsent, language: str, node_id: str | None) -> Leaving:
    name = f"'{consent.purpose}' ({consent.text_version})"
    given = _say(language, f"Consentimento dado: {name}", f"Consent given: {name}")
    refused = _say(language, f"Consentimento negado: {name}", f"Consent refused: {name}")
    return Leaving("consent", given if consent.given else refused, node_id=node_id)


@_told.register
def _survey(survey: RecordSurvey, language: str, node_id: str | None) -> Leaving:
    score = "–" if survey.score is None else str(survey.score)
    title = _say(language, f"Resposta de pesquisa: {score}", f"Survey response: {score}")
    answers = ((name, value_in_words(value, language)) for name, value in survey.answers.items())
    return Leaving("survey", title, _filled(*answers), survey.comment, node_id)


@_told.register
def _protocol(protocol: IssueProtocol, language: str, node_id: str | None) -> Leaving:
    title = _say(language, f"Protocolo {protocol.number}", f"Protocol {protocol.number}")
    return Leaving("protocol", title, node_id=node_id)
