"""The kinds of steps in the words of people: what happens, and what is expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pages.texts import Language, language, texts_of

_ = texts_of("tests")

WITHOUT_CONTENT: Final = frozenset({"expect_nothing", "begin"})
"""Kinds that say all by themselves."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step: its icon, what it is called, and how its content is written."""

    icon: str
    label: str
    hint: str = ""


def kinds() -> Mapping[str, Kind]:
    """Return the kinds that people can choose from, in the order of the list."""
    return _kinds_in(language())


@cache
def _kinds_in(_language: Language) -> Mapping[str, Kind]:
    """Return the kinds in a language, which is the visitor's: that is how `_` says them."""
    a_line = _("One a line.")
    values = _("One a line, such as: name = Ana")
    return {
        "say": Kind("chat", _("Customer writes")),
        "press": Kind("touch_app", _("Customer chooses"), _("The words on the button.")),
        "file": Kind("attach_file", _("Customer sends a file"), "foto.jpg (image/jpeg)"),
        "expect": Kind("forum", _("Flow says"), _("Words of each message, one message a line.")),
        "expect_choices": Kind("checklist", _("Flow offers the choices"), a_line),
        "expect_nothing": Kind("volume_off", _("Flow says nothing more")),
        "expect_pattern": Kind("regular_expression", _("Flow says something of the form"), "^…$"),
        "expect_variable": Kind("data_object", _("Variable is worth"), values),
        "expect_node": Kind("pause_circle", _("Conversation waits at the block")),
        "expect_end": Kind("flag", _("Conversation ends with"), "resolved"),
        "wait": Kind("hourglass_top", _("Time passes"), "30s · 10min · 2h · 3d"),
        "at": Kind("schedule", _("It becomes"), "2026-03-10 18:00"),
        "ticket": Kind("support_agent", _("At the attendant's")),
        "event": Kind("bolt", _("Another system tells"), 'pedido_enviado = {"code": "BR123"}'),
        "mock": Kind("plug_connect", _("API will answer"), 'bloco = {"status": 200, "body": {}}'),
        "contact_book": Kind("contacts", _("Contact book holds"), '{"name": "Ana"}'),
        "set": Kind("edit", _("Variable becomes"), values),
    }


def ticket_words() -> dict[str, str]:
    """Return what can happen to the ticket of a handoff."""
    return {
        "assigned": _("An attendant takes over"),
        "resolved": _("The attendant resolves it"),
        "waiting": _("It goes back to the queue"),
        "no_agent": _("Nobody is there"),
        "expired": _("The wait was too long"),
        "closed_by_customer": _("The customer gives up"),
    }
