"""The built-in values and the filters of texts, explained in words for the variable picker."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pages.texts import Language, language, texts_of
from pages.widgets.inspector.known_variables import KnownVariable
from pages.widgets.inspector.words import type_word

_ = texts_of("inspector")

AS_IT_IS: Final = ""
_TEXT_FILTERS: Final = (
    "first_name",
    "title_name",
    "upcase",
    "cpf_format",
    "cpf_masked",
    "cnpj_format",
    "phone_format",
    "phone_masked",
    "email_masked",
    "cep_format",
    "boleto_format",
    "money",
)
FILTERS_BY_TYPE: Final[Mapping[str, tuple[str, ...]]] = {
    "text": _TEXT_FILTERS,
    "number": ("money", "number", "percent"),
    "date": ("date_br", "weekday"),
    "datetime": ("date_br", "time_br", "weekday"),
    "list": ("size", "first", "join"),
}
"""The filters offered for a value of each type; more can be typed."""

_ARGUMENTS: Final[Mapping[str, str]] = {"join": '", "'}


@dataclass(frozen=True, slots=True)
class Insertion:
    """What the picker puts into a text."""

    path: str
    filter: str = AS_IT_IS
    instead: str = ""

    @property
    def written(self) -> str:
        """The `{{ … }}` of it."""
        parts = [self.path]
        if self.filter:
            argument = _ARGUMENTS.get(self.filter)
            parts.append(f"{self.filter}: {argument}" if argument else self.filter)
        words = self.instead.replace('"', "'").replace("{", "").replace("}", "").strip()
        if words:
            parts.append(f'default: "{words}"')
        return "{{ " + " | ".join(parts) + " }}"


def appended(text: str, insertion: str) -> str:
    """Return a text with something at its end, apart from the last word."""
    return f"{text}{'' if not text or text[-1].isspace() else ' '}{insertion}"


def variable_word(variable: KnownVariable) -> str:
    """Return what the picker calls a variable."""
    known = _built_in(language()).get(variable.path)
    if known:
        return f"{known} ({variable.path})"
    return f"{variable.path} ({type_word(variable.type)})"


def filter_word(name: str) -> str:
    """Return what a filter does, in words with an example."""
    return _filters(language()).get(name, name)


@cache
def _built_in(_language: Language) -> Mapping[str, str]:
    return {
        "contact.name": _("Customer's name"),
        "contact.phone": _("Customer's telephone"),
        "contact.email": _("Customer's e-mail"),
        "contact.tags": _("Customer's tags"),
        "conversation.protocol": _("Protocol number"),
        "conversation.started_at": _("When the conversation began"),
        "conversation.language": _("Language of the conversation"),
        "channel.name": _("Name of the channel"),
        "channel.kind": _("Kind of channel"),
        "now": _("Now"),
        "today": _("Today"),
        "business.open": _("Open now?"),
        "business.next_open": _("Next opening"),
        "last_message": _("Customer's last message"),
    }


@cache
def _filters(_language: Language) -> Mapping[str, str]:
    return {
        AS_IT_IS: _("As it is"),
        "first_name": _("First name only: Ana"),
        "title_name": _("Name in capitals: Ana Maria"),
        "upcase": _("ALL IN CAPITALS"),
        "cpf_format": _("CPF: 529.982.247-25"),
        "cpf_masked": _("CPF, partly hidden"),
        "cnpj_format": _("CNPJ with its marks"),
        "phone_format": _("Telephone: (11) 98765-4321"),
        "phone_masked": _("Telephone, partly hidden"),
        "email_masked": _("E-mail, partly hidden"),
        "cep_format": _("CEP: 01310-100"),
        "boleto_format": _("Boleto line with its marks"),
        "money": _("Money: R$ 1.234,56"),
        "number": _("Number: 1.234,56"),
        "percent": _("Percentage: 10%"),
        "date_br": _("Date: 11/03/2026"),
        "time_br": _("Time: 14h30"),
        "weekday": _("Day of the week"),
        "size": _("How many there are"),
        "first": _("The first one"),
        "join": _("All, with commas"),
    }
