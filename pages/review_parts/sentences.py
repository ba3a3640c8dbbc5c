"""What changed, in sentences with the words marked: the equal of the maps for whoever sees none."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypedDict

import streamlit as st

from flow_runtime.comparison import Difference, Mark, MarkKind, Part, Subject, marks_of
from pages.review_parts.chosen import choose, chosen
from pages.review_parts.map_look import ICONS, fate_word
from pages.review_parts.pairs import Pair
from pages.review_parts.sheet import Fate
from pages.texts import in_language, language, texts_of

_ = texts_of("review")

_KEY: Final = "review-sentences"
_KEPT_CHARACTERS: Final = 90
"""So much of what stayed is shown on each side of what changed."""

_SCRIPT: Final = (Path(__file__).parent / "sentences.js").read_text(encoding="utf-8")
_component = st.components.v2.component("fluxo_sentences", js=_SCRIPT, isolate_styles=False)


class Line(TypedDict):
    """A difference as sentences.js draws it; `node` is "" when it belongs to no block."""

    node: str
    kind: str
    icon: str
    word: str
    sentence: str
    marks: list[tuple[str, str]]
    comments: str


class Group(TypedDict):
    """Differences of one kind."""

    key: str
    title: str
    items: list[Line]


def draw_sentences(pair: Pair, comments: Mapping[str, int]) -> None:
    """Draw what differs; `comments` counts the open ones of each block."""
    if not pair.differences:
        st.info(_("Nothing changed in the conversation."), icon=":material/check_circle:")
        return
    _component(
        key=_KEY,
        data={
            "groups": list(grouped(pair, comments)),
            "words": {
                "select": _("Show it on both maps"),
                "removed": _("removed:"),
                "added": _("added:"),
                "unfold": _("Show the text"),
            },
            "chosen": chosen(),
        },
        on_chosen_change=_take_chosen,
    )


def _take_chosen() -> None:
    """Remember which block was chosen; it comes from a browser and may be anything."""
    told = st.session_state[_KEY].get("chosen")
    choose(told if isinstance(told, str) else None)


def grouped(pair: Pair, comments: Mapping[str, int]) -> Iterator[Group]:
    """Yield the differences, those that belong together side by side."""
    found: dict[str, list[Line]] = {}
    for one in pair.differences:
        found.setdefault(_group(one), []).append(_line(pair, one, comments))
    for key, title in _titles().items():
        if key in found:
            yield {"key": key, "title": title, "items": found[key]}


def _titles() -> dict[str, str]:
    return {
        "blocks": _("Blocks"),
        "texts": _("Texts"),
        "outcomes": _("Outcomes"),
        "calls": _("Calls to other systems"),
        "settings": _("Settings"),
        "translations": _("Translations"),
        "tests": _("Conversation tests"),
    }


def _group(one: Difference) -> str:
    match one.subject:
        case Subject.WAY:
            return "outcomes"
        case Subject.TRANSLATION:
            return "translations"
        case Subject.TEST:
            return "tests"
    parts = {Part.WHOLE: "blocks", Part.TEXT: "texts", Part.CALL: "calls"}
    return parts.get(one.part, "settings")


def _line(pair: Pair, one: Difference, comments: Mapping[str, int]) -> Line:
    fate = Fate(one.kind.value)
    node = one.node_id if one.node_id in pair.names else None
    count = comments.get(node or "", 0)
    before, after = in_language(one.before), in_language(one.after)
    return {
        "node": node or "",
        "kind": fate.value,
        "icon": ICONS[fate],
        "word": fate_word(fate),
        "sentence": one.sentence(language()),
        "marks": list(_shortened(marks_of(before, after))) if before or after else [],
        "comments": _.plural("{count} comment", "{count} comments", count) if count else "",
    }


def _shortened(marks: tuple[Mark, ...]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of both texts; long ones that stayed only where they touch a change."""
    for at, mark in enumerate(marks):
        if mark.kind is not MarkKind.SAME or len(mark.text) <= 3 * _KEPT_CHARACTERS:
            yield mark.kind.value, mark.text
            continue
        head = mark.text[:_KEPT_CHARACTERS] if at > 0 else ""
        tail = mark.text[-_KEPT_CHARACTERS:] if at < len(marks) - 1 else ""
        yield mark.kind.value, f"{head} … {tail}"
