"""The texts of a node side by side: the original and its translation."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.editing.changes import SetTranslation
from pages.editing.typing import live
from pages.texts import in_language, language_word, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.customer_texts import (
    CustomerText,
    customer_texts,
    missing_translations,
)
from pages.widgets.inspector.examples_cache import scope_of
from pages.widgets.inspector.notes import draw_error, draw_warning
from pages.widgets.inspector.places import other_languages, translation_of
from pages.widgets.inspector.previews import preview_of

_ = texts_of("inspector")

_AT_ONCE: Final = 20


def draw_translations(node: Bound) -> None:
    """Draw the translations of a node's texts, where the flow speaks several languages."""
    document = node.desk.document
    languages = other_languages(document)
    if not languages or not customer_texts(node.node):
        return
    missing = sum(missing_translations(document, node.node).values())
    _draw_missing(missing)
    label, key = _("Translations"), f"{node.key}translations"
    icon = ":material/translate:"
    with st.expander(label, icon=icon, key=key, on_change="rerun") as opened:
        if opened.open:
            _draw_texts(node, _chosen(node, languages))


def _draw_missing(missing: int) -> None:
    if missing:
        sentence = _.plural(
            "{count} text without a translation", "{count} texts without a translation", missing
        )
        draw_warning(sentence)


def _chosen(node: Bound, languages: list[str]) -> str:
    if len(languages) == 1:
        st.caption(language_word(languages[0]))
        return languages[0]
    chosen = st.segmented_control(
        _("Language"),
        languages,
        format_func=language_word,
        default=languages[0],
        required=True,
        key=f"{node.key}translations/language",
    )
    return chosen or languages[0]


def _draw_texts(node: Bound, wanted: str) -> None:
    texts = customer_texts(node.node)
    for text in texts[:_AT_ONCE]:
        _draw_text(node, text, wanted)
    if len(texts) > _AT_ONCE:
        rest = len(texts) - _AT_ONCE
        st.caption(_("{count} more texts stand in the flow's settings.", count=rest))


def _draw_text(node: Bound, text: CustomerText, wanted: str) -> None:
    key = f"{node.node_id}.{text.path}"
    translated = translation_of(node.desk.document, wanted, key)
    st.markdown(f":small[**{plain(in_language(text.field.title))}**]")
    left, right = st.columns(2, gap="small")
    with left:
        original = plain(text.text).replace("\n", "  \n")
        st.caption(original)
    place = node.at(text.path)
    suffix = f"/translation/{wanted}"
    with right, live(f"{place.key}{suffix}"):
        widget = st.text_area(
            _("Translation of “{original}”", original=text.text[:40]),
            translated,
            key=place.widget(translated, suffix),
            placeholder=_("not translated yet"),
            label_visibility="collapsed",
            height="content",
            on_change=place.heard(partial(_changed, place, suffix, wanted, key), suffix),
            disabled=node.desk.read_only,
        )
    _draw_problem(node, widget or "", wanted)


def _draw_problem(node: Bound, translated: str, wanted: str) -> None:
    if "{{" not in translated and "{%" not in translated:
        return
    preview = preview_of(translated, scope_of(node.desk), language=wanted)
    if preview.error is not None:
        draw_error(in_language(preview.error))


def _changed(place: Bound, suffix: str, wanted: str, key: str) -> None:
    text = place.typed(suffix)
    place.apply([SetTranslation(wanted, key, text or None)], kind="set_text")
