"""What each channel can show: lengths of texts and labels, buttons and lists.

Sources: the public limits of each channel's own interface (WhatsApp Cloud API interactive messages,
Messenger Platform quick replies, Telegram Bot API), collected in service.md section 4.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flow_runtime.checks.kinds import warning
from flow_runtime.checks.subject import Subject
from flow_runtime.nodes.base import SETTINGS_ID
from flow_runtime.nodes.fields import Role
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.problems import Problem

_OUTPUT = re.compile(r"\{\{[^}]*\}\}")


@dataclass(frozen=True, slots=True)
class ChannelLimits:
    """What a channel shows; None where it sets no limit that a flow could reach.

    Up to `buttons` choices are buttons, up to `rows` a list, and more are numbered text. Lengths
    count characters.
    """

    name: str
    text: int
    question_with_choices: int | None = None
    buttons: int | None = None
    rows: int | None = None
    button_label: int | None = None
    row_label: int | None = None


LIMITS: Final[Mapping[str, ChannelLimits]] = {
    "whatsapp": ChannelLimits("WhatsApp", 4_096, 1_024, 3, 10, 20, 24),
    "messenger": ChannelLimits("Messenger", 2_000, 640, 13, 13, 20, 20),
    "instagram": ChannelLimits("Instagram", 1_000, 1_000, 13, 13, 20, 20),
    "telegram": ChannelLimits("Telegram", 4_096, button_label=64),
    "sms": ChannelLimits("SMS", 1_600),
    "email": ChannelLimits("e-mail", 25_000),
}

TEXT_TOO_LONG = warning(
    "channel.text_too_long",
    "Um texto de '{node}' tem {length} caracteres e o {channel} mostra até {limit}. Encurte-o.",
    "A text of '{node}' has {length} characters and {channel} shows up to {limit}. Shorten it.",
)
LABEL_TOO_LONG = warning(
    "channel.label_too_long",
    "Em '{node}', a opção '{label}' passa de {limit} caracteres e seria cortada no {channel}."
    " Encurte-a.",
    "In '{node}', the choice '{label}' has more than {limit} characters and would be cut on"
    " {channel}. Shorten it.",
)
SHOWN_AS_LIST = warning(
    "channel.shown_as_list",
    "No {channel}, as {count} opções de '{node}' aparecem em uma lista: botões, só até {limit}.",
    "On {channel}, the {count} choices of '{node}' appear in a list: buttons only up to {limit}.",
)
TOO_MANY_CHOICES = warning(
    "channel.too_many_choices",
    "No {channel}, as {count} opções de '{node}' viram um texto numerado: cabem só {limit}. Divida"
    " o menu.",
    "On {channel}, the {count} choices of '{node}' become a numbered text: only {limit} fit. Divide"
    " the menu.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what the given channels would cut or show otherwise; unknown ones have no limits."""
    for channel in dict.fromkeys(name.lower() for name in subject.channels):
        limits = LIMITS.get(channel)
        if limits is None:
            continue
        yield from _long_texts(subject, limits)
        for node_id, node in subject.nodes.items():
            if isinstance(node, MenuNode):
                yield from _menu_problems(subject, node_id, node, limits)


def _long_texts(subject: Subject, limits: ChannelLimits) -> Iterator[Problem]:
    for owner, use in subject.uses_of_role(Role.TEXT):
        node = subject.nodes.get(owner)
        with_choices = isinstance(node, MenuNode) and use.path in ("text", "retry_text")
        limit = (limits.question_with_choices or limits.text) if with_choices else limits.text
        length = max(map(certain_length, _versions(subject, owner, use.path, use.value)))
        if owner != SETTINGS_ID and length > limit:
            yield TEXT_TOO_LONG.at(
                subject.place(owner, use.path),
                node=subject.name(owner),
                length=length,
                channel=limits.name,
                limit=limit,
            )


def _versions(subject: Subject, owner: str, path: str, source: str) -> list[str]:
    """Return a text in each language of the flow."""
    key = f"{owner}.{path}"
    return [
        subject.flow.text(key, source, language)
        for language in (subject.flow.language, *subject.other_languages)
    ]


def certain_length(text: str) -> int:
    """Count the characters that are certain: a variable may be empty."""
    return len(_OUTPUT.sub("", text))


def _menu_problems(
    subject: Subject, node_id: str, node: MenuNode, limits: ChannelLimits
) -> Iterator[Problem]:
    count, place, name = len(node.options), subject.place(node_id, "options"), subject.name(node_id)
    if limits.rows is not None and count > limits.rows:
        yield TOO_MANY_CHOICES.at(
            place, node=name, count=count, channel=limits.name, limit=limits.rows
        )
        return
    as_list = limits.buttons is not None and (count > limits.buttons or node.options_from)
    if limits.buttons is not None and count > limits.buttons:
        yield SHOWN_AS_LIST.at(
            place, node=name, count=count, channel=limits.name, limit=limits.buttons
        )
    limit = limits.row_label if as_list else limits.button_label
    if limit is not None:
        yield from _long_labels(subject, node_id, node, (limits.name, limit))


def _long_labels(
    subject: Subject, node_id: str, node: MenuNode, channel: tuple[str, int]
) -> Iterator[Problem]:
    name, limit = channel
    for index, option in enumerate(node.options):
        path = f"options.{index}.label"
        longest = max(_versions(subject, node_id, path, option.label), key=certain_length)
        if certain_length(longest) > limit:
            yield LABEL_TOO_LONG.at(
                subject.place(node_id, path),
                node=subject.name(node_id),
                label=longest,
                limit=limit,
                channel=name,
            )
