"""How much of a channel's limits a text or the options of a menu use (checks/channels.py)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.checks.channels import LIMITS, ChannelLimits, certain_length

Where = Literal["text", "question", "button", "row", "buttons", "rows"]

NEAR: Final = 0.8
"""The share of a limit from which on people are told how much is left."""


@dataclass(frozen=True, slots=True)
class Use:
    """How many characters (or options) of how many; `where` on the channel they stand."""

    channel: str
    where: Where
    used: int
    limit: int

    @property
    def is_over(self) -> bool:
        """Whether the channel would cut it or show it otherwise."""
        return self.used > self.limit


def text_uses(text: str, channels: Sequence[str], *, with_choices: bool) -> list[Use]:
    """Return the limits that a text comes near to, channel by channel."""
    length = certain_length(text)
    found = (_text_use(limits, length, with_choices) for limits in _known(channels))
    return [use for use in found if _is_near(use)]


def _text_use(limits: ChannelLimits, length: int, with_choices: bool) -> Use:
    if with_choices and limits.question_with_choices is not None:
        return Use(limits.name, "question", length, limits.question_with_choices)
    return Use(limits.name, "text", length, limits.text)


def label_uses(label: str, count: int, channels: Sequence[str]) -> list[Use]:
    """Return the limits that one label of `count` options comes near to."""
    length = certain_length(label)
    found = (_label_use(limits, length, count) for limits in _known(channels))
    return [use for use in found if use is not None and _is_near(use)]


def _label_use(limits: ChannelLimits, length: int, count: int) -> Use | None:
    as_rows = limits.buttons is not None and count > limits.buttons
    if as_rows and limits.rows is not None and count > limits.rows:
        return None
    limit = limits.row_label if as_rows else limits.button_label
    return Use(limits.name, "row" if as_rows else "button", length, limit) if limit else None


def options_uses(options: Sequence[JsonValue], channels: Sequence[str]) -> list[Use]:
    """Return where there are more options than a channel shows as buttons or as a list."""
    count = len(options)
    found = []
    for limits in _known(channels):
        if limits.rows is not None and count > limits.rows:
            found.append(Use(limits.name, "rows", count, limits.rows))
        elif limits.buttons is not None and count > limits.buttons:
            found.append(Use(limits.name, "buttons", count, limits.buttons))
    return found


def _known(channels: Sequence[str]) -> Iterator[ChannelLimits]:
    for name in dict.fromkeys(channel.lower() for channel in channels):
        if name in LIMITS:
            yield LIMITS[name]


def _is_near(use: Use) -> bool:
    return use.used >= NEAR * use.limit
