"""What was said, as bubbles: by the customer, the flow, an attendant, or told of the world."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from flow_runtime.effects import MessageKind, SendMessage, ShownChoice
from flow_runtime.simulation.actions import Action, Attend, Press, Say, SendFile
from flow_runtime.simulation.places import placed_effects, places_in
from flow_runtime.simulation.standing import Standing
from flow_runtime.simulation.world_words import world_words
from flow_runtime.turn import Turn

Author = Literal["customer", "flow", "attendant", "world"]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said or told.

    `node_id` is the node of the drawing that said it and `source` the node itself, which may be in
    a sub-flow; `turn` the number of the action, `moment`
    when it happened. `kind`, `url` and `name` are those of media and files; `copyable` asks for a
    button that copies; `who` names an attendant. What is told of the world has `words` in pt-BR
    and en instead of a text.
    """

    author: Author
    turn: int
    moment: datetime
    text: str = ""
    words: Words = field(default_factory=dict)
    choices: tuple[ShownChoice, ...] = ()
    kind: MessageKind = "text"
    url: str | None = None
    name: str | None = None
    media_type: str = ""
    copyable: bool = False
    typing_s: float = 0.0
    answer_kind: str | None = None
    node_id: str | None = None
    source: str | None = None
    who: str = ""

    def shown(self, language: str = "pt-BR") -> str:
        """Return the text, or what is told of the world in a language."""
        return self.text or self.words.get(language) or self.words.get("pt-BR", "")


def bubbles_of(
    action: Action | None, number: int, turns: Sequence[Turn], before: Standing, moment: datetime
) -> Iterator[Bubble]:
    """Yield the bubbles of an action: what was done, then what the flow said."""
    if action is not None:
        yield _bubble_of(action, number, before, moment)
    standing = before.session
    for turn in turns:
        moment = turn.now.astimezone(turn.root.zone)
        for effect, place in placed_effects(turn, places_in(turn, standing)):
            if isinstance(effect, SendMessage):
                yield _said(effect, number, moment, place.drawn if place else effect.node_id)
        standing = turn.session


def _bubble_of(action: Action, number: int, before: Standing, moment: datetime) -> Bubble:
    match action:
        case Say(text=text) | Press(label=text):
            return Bubble("customer", number, moment, text)
        case SendFile(name=name, media_type=media_type):
            kind = _kind_of(media_type)
            return Bubble("customer", number, moment, kind=kind, name=name, media_type=media_type)
        case Attend(deed="reply", text=text, attendant=who):
            return Bubble("attendant", number, moment, text, who=who)
    return Bubble("world", number, moment, words=world_words(action, before.call, moment))


def _kind_of(media_type: str) -> MessageKind:
    match media_type.partition("/")[0]:
        case "image":
            return "image"
        case "audio":
            return "audio"
        case "video":
            return "video"
    return "document"


def _said(message: SendMessage, number: int, moment: datetime, node_id: str) -> Bubble:
    return Bubble(
        "flow",
        number,
        moment,
        message.text,
        choices=message.choices,
        kind=message.kind,
        url=message.url,
        name=message.name,
        copyable=message.copyable,
        typing_s=message.typing_s,
        answer_kind=message.answer_kind,
        node_id=node_id,
        source=message.node_id,
    )
