"""What the inspector calls things that models only have ids for: choices, types, families."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from pages.texts import Language, in_language, language, texts_of

_ = texts_of("inspector")

FAMILY_COLOURS: Final[Mapping[str, str]] = {
    "begin": "gray",
    "say": "blue",
    "ask": "violet",
    "decide": "orange",
    "do": "gray",
    "people": "red",
    "end": "gray",
}
ICONS: Final[Mapping[str, str]] = {
    "arrow": ":material/arrow_forward:",
    "bell": ":material/notifications:",
    "branch": ":material/call_split:",
    "clock": ":material/schedule:",
    "headset": ":material/headset_mic:",
    "hourglass": ":material/hourglass_empty:",
    "layers": ":material/layers:",
    "list": ":material/list:",
    "message": ":material/chat_bubble:",
    "pencil": ":material/edit:",
    "person": ":material/person:",
    "play": ":material/play_arrow:",
    "plug": ":material/power:",
    "question": ":material/help:",
    "receipt": ":material/receipt_long:",
    "shield": ":material/shield:",
    "split": ":material/alt_route:",
    "star": ":material/star:",
    "stop": ":material/flag:",
}
UNKNOWN_ICON: Final = ":material/extension:"


def choice_word(place: str, value: str, given: object = None) -> str:
    """Return the word of a choice: that of its place, its general one, its model's, or its id."""
    words = _choices(language())
    found = words.get(f"{place}.{value}") or words.get(value)
    if found is None and isinstance(given, Mapping):
        return in_language(given)
    return found or (str(given) if given else value)


def has_choice_word(place: str, value: str) -> bool:
    """Say whether a choice has a word of its own."""
    words = _choices(language())
    return f"{place}.{value}" in words or value in words


def type_word(variable_type: str) -> str:
    """Return what people call a type of variable."""
    return _types(language()).get(variable_type, variable_type)


def family_word(family: str) -> str:
    """Return what people call a family of node types."""
    return _families(language()).get(family, family)


def group_word(group: str, *, to_customer: bool = True) -> str:
    """Return the title of a group of fields; the first tells what a customer sees, if anything."""
    if group == "shown":
        return _("What the customer sees") if to_customer else _("What the block does")
    words = {
        "understood": _("How it is understood"),
        "failure": _("When it fails"),
        "advanced": _("Advanced"),
    }
    return words.get(group, group)


@cache
def _types(_language: Language) -> Mapping[str, str]:
    return {
        "text": _("text"),
        "number": _("number"),
        "boolean": _("yes or no"),
        "date": _("date"),
        "datetime": _("date and time"),
        "list": _("list"),
        "object": _("set of data"),
    }


@cache
def _families(_language: Language) -> Mapping[str, str]:
    return {
        "begin": _("Start"),
        "say": _("Message"),
        "ask": _("Question"),
        "decide": _("Condition"),
        "do": _("Integration"),
        "people": _("Human attendant"),
        "end": _("End"),
    }


@cache
def _choices(_language: Language) -> Mapping[str, str]:
    """Return every word by `value`, or by `place.value` where a place needs another one."""
    return {**_answers(), **_contents(), **_rules(), **_beginnings(), **_surveys()}


def _answers() -> dict[str, str]:
    return {
        "text": _("Free text"),
        "name": _("Person's name"),
        "number": _("Number"),
        "integer": _("Whole number"),
        "money": _("Money"),
        "percent": _("Percentage"),
        "date": _("Date"),
        "time": _("Time of day"),
        "datetime": _("Date and time"),
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "cpf": _("CPF"),
        "cnpj": _("CNPJ"),
        "cpf_cnpj": _("CPF or CNPJ"),
        "cep": _("CEP (postal code)"),
        "url": _("Web address"),
        "yes_no": _("Yes or no"),
        "rating": _("Score"),
        "file": _("Any file"),
        "location": _("Location"),
        "regex": _("Text in a pattern"),
        "answer.prefer.future": _("The next one to come"),
        "answer.prefer.past": _("The last one that was"),
    }


def _contents() -> dict[str, str]:
    return {
        "bubbles.kind.text": _("Text"),
        "image": _("Picture"),
        "audio": _("Sound"),
        "video": _("Film"),
        "document": _("Document"),
        "link": _("Link"),
        "slack": _("Slack"),
        "teams": _("Microsoft Teams"),
        "webhook": _("Webhook (another system)"),
        "GET": _("Read (GET)"),
        "POST": _("Send (POST)"),
        "PUT": _("Replace (PUT)"),
        "PATCH": _("Change a part (PATCH)"),
        "DELETE": _("Delete (DELETE)"),
    }


def _rules() -> dict[str, str]:
    return {
        "all": _("All of these hold"),
        "any": _("Any of these holds"),
        "set": _("Save the value"),
        "increment": _("Add to the number"),
        "append": _("Append to the list"),
        "clear": _("Empty it"),
        "save": _("Save data and tags"),
        "find": _("Find the record"),
        "low": _("Low"),
        "normal": _("Normal"),
        "high": _("High"),
        "urgent": _("Urgent"),
        "N1": _("N1 (first contact)"),
        "N2": _("N2 (specialists)"),
        "N3": _("N3 (engineers)"),
        "until.duration": _("A length of time"),
        "until.date": _("A date and time"),
        "until.opening": _("The next opening of a calendar"),
        "until.event": _("A notice from another system"),
    }


def _beginnings() -> dict[str, str]:
    return {
        "any_message": _("Any message"),
        "keyword": _("A keyword"),
        "channel": _("A channel"),
        "payload": _("A link or QR code"),
        "schedule": _("A schedule"),
        "comment": _("A comment on a post"),
        "page": _("A page of the site"),
    }


def _surveys() -> dict[str, str]:
    return {
        "nps": _("NPS (0 to 10)"),
        "csat": _("CSAT (1 to 5)"),
        "ces": _("CES (1 to 7)"),
        "custom": _("Own questions"),
        "promoter": _("Promoters"),
        "passive": _("Passives"),
        "detractor": _("Detractors"),
        "satisfied": _("Satisfied"),
        "dissatisfied": _("Dissatisfied"),
    }
