"""How a message really arrives on a channel: buttons, lists, numbered texts, cut labels.

The limits are those that the checks warn about (checks/channels.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flow_runtime.checks.channels import LIMITS, ChannelLimits
from flow_runtime.effects import MessageKind, ShownChoice
from flow_runtime.simulation.bubbles import Bubble
from flow_runtime.simulation.sms import Segments, segments_of

Words = Mapping[str, str]

CHANNELS: Final = ("webchat", "whatsapp", "telegram", "sms")
"""The kinds of channel whose look the simulator offers, the web chat first."""

_OPENER: Final[Words] = {"pt-BR": "Ver opções", "en": "See options"}
_TEXT_ONLY: Final = frozenset({"sms"})


@dataclass(frozen=True, slots=True)
class LookChoice:
    """A choice as the channel shows it; `choice` is the whole one, which a press sends back."""

    choice: ShownChoice
    label: str

    @property
    def is_cut(self) -> bool:
        """Whether the label does not fit."""
        return self.label != self.choice.label


@dataclass(frozen=True, slots=True)
class LookBubble:
    """One message of the channel.

    Choices are `buttons` under it, or `rows` of a list behind the button `opener`.
    """

    text: str
    buttons: tuple[LookChoice, ...] = ()
    rows: tuple[LookChoice, ...] = ()
    opener: str = ""
    kind: MessageKind = "text"
    url: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A bubble of the flow as a channel shows it; `notes` say what became of it, and why.

    `segments` is how many SMS the texts take, None on other channels.
    """

    channel: str
    bubbles: tuple[LookBubble, ...]
    notes: tuple[Words, ...] = ()
    segments: int | None = None


def looks_of(bubble: Bubble, channel: str, language: str = "pt-BR") -> Look:
    """Return how a bubble of the flow arrives on a kind of channel; unknown ones change nothing."""
    limits = LIMITS.get(channel)
    if limits is None:
        return Look(channel, (_as_it_is(bubble),))
    return _Renderer(channel, limits, bubble, language).look()


def _as_it_is(bubble: Bubble) -> LookBubble:
    buttons = tuple(LookChoice(choice, choice.label) for choice in bubble.choices)
    return LookBubble(bubble.text, buttons, kind=bubble.kind, url=bubble.url, name=bubble.name)


@dataclass(frozen=True, slots=True)
class _Renderer:
    """Renders one bubble within the limits of one channel."""

    channel: str
    limits: ChannelLimits
    bubble: Bubble
    language: str

    def look(self) -> Look:
        as_buttons, as_rows = self._as_buttons(), self._as_rows()
        numbered = bool(self.bubble.choices) and not as_buttons and not as_rows
        text = self._numbered() if numbered else self._text()
        room = self.limits.question_with_choices if as_buttons or as_rows else None
        parts = _split(text, self.limits.text, room or self.limits.text)
        last = LookBubble(
            parts[-1],
            self._choices(self.limits.button_label) if as_buttons else (),
            self._choices(self.limits.row_label) if as_rows else (),
            _OPENER[self.language] if as_rows else "",
            *self._media(),
        )
        bubbles = (*map(LookBubble, parts[:-1]), last)
        segments = self._segments(parts)
        notes = (*self._notes(bubbles, numbered=numbered), *_segment_notes(segments))
        return Look(self.channel, bubbles, notes, segments.count if segments else None)

    # -- choices -----------------------------------------------------------------------------

    def _as_buttons(self) -> bool:
        limits, count = self.limits, len(self.bubble.choices)
        if not count or limits.button_label is None:
            return False
        return limits.buttons is None or count <= limits.buttons

    def _as_rows(self) -> bool:
        limits, count = self.limits, len(self.bubble.choices)
        return not self._as_buttons() and 0 < count <= (limits.rows or 0)

    def _choices(self, limit: int | None) -> tuple[LookChoice, ...]:
        return tuple(LookChoice(c, _cut(c.label, limit)) for c in self.bubble.choices)

    def _numbered(self) -> str:
        rows = (f"{number}. {c.label}" for number, c in enumerate(self.bubble.choices, start=1))
        return "\n".join(filter(None, [self._text(), *rows]))

    # -- texts and media ---------------------------------------------------------------------

    def _text(self) -> str:
        bubble = self.bubble
        if self.channel not in _TEXT_ONLY or not bubble.url:
            return bubble.text
        return "\n".join(filter(None, [bubble.text or bubble.name, bubble.url]))

    def _media(self) -> tuple[MessageKind, str | None, str | None]:
        if self.channel in _TEXT_ONLY:
            return "text", None, None
        return self.bubble.kind, self.bubble.url, self.bubble.name

    def _segments(self, parts: Sequence[str]) -> Segments | None:
        return segments_of(parts) if self.channel == "sms" else None

    # -- notes -------------------------------------------------------------------------------

    def _notes(self, bubbles: Sequence[LookBubble], *, numbered: bool) -> Iterator[Words]:
        name, last = self.limits.name, bubbles[-1]
        if len(bubbles) > 1:
            yield _note(
                f"O texto não cabe em uma mensagem: chega em {len(bubbles)}.",
                f"The text does not fit one message: it arrives in {len(bubbles)}.",
            )
        if last.rows:
            yield _note(
                f"No {name}, mais de {self.limits.buttons} opções viram uma lista.",
                f"On {name}, more than {self.limits.buttons} choices become a list.",
            )
        if numbered:
            yield _note(
                f"No {name}, as opções chegam como texto numerado: responde-se com o número.",
                f"On {name}, the choices arrive as a numbered text: one answers with the number.",
            )
        if self.channel in _TEXT_ONLY and self.bubble.kind not in ("text", "link"):
            yield _note(
                f"O {name} não mostra arquivos: chega o endereço.",
                f"{name} shows no files: the address arrives.",
            )
        for choice in (*last.buttons, *last.rows):
            if choice.is_cut:
                yield _note(
                    f"'{choice.choice.label}' é longa demais e chega cortada.",
                    f"'{choice.choice.label}' is too long and arrives cut.",
                )


def _note(pt: str, en: str) -> Words:
    return {"pt-BR": pt, "en": en}


def _segment_notes(segments: Segments | None) -> Iterator[Words]:
    if segments is None or segments.count == 1:
        return
    pt = f"São {segments.count} SMS, {segments.size} caracteres em cada um"
    en = f"{segments.count} SMS of {segments.size} characters each"
    if segments.is_unicode:
        pt, en = f"{pt}, por causa de acentos ou emojis", f"{en}, because of accents or emoji"
    yield _note(f"{pt}.", f"{en}.")


def _cut(label: str, limit: int | None) -> str:
    return label if limit is None or len(label) <= limit else f"{label[: limit - 1].rstrip()}…"


def _split(text: str, room: int, last_room: int) -> list[str]:
    """Divide a text at line ends or blanks; the last part fits its own room."""
    parts = []
    rest = text
    while len(rest) > last_room:
        most = min(room, len(rest) - 1)
        place = _break_before(rest, most)
        parts.append(rest[:place].rstrip())
        rest = rest[place:].lstrip()
    return [*parts, rest]


def _break_before(text: str, most: int) -> int:
    for separator in ("\n", " "):
        place = text.rfind(separator, most // 2, most + 1)
        if place > 0:
            return place
    return most
