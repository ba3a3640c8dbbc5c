"""The languages of the flow's texts, and what is missing in each."""

from collections import Counter
from typing import Final

import streamlit as st

from flow_runtime.editing.changes import SetFlow
from flow_runtime.editing.documents import text_of
from flow_runtime.nodes.base import SETTINGS_ID
from pages.texts import language_word, plain, texts_of
from pages.widgets.panels import binding
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.nodes import node_names
from pages.widgets.panels.setting import bound, setting_key
from pages.widgets.panels.translations import other_languages, untranslated

_ = texts_of("panels")
_OFFERED: Final = ("pt-BR", "en", "es", "fr", "de", "it", "pt-PT", "zh-CN", "ja", "ar", "ht")
_MAX_NAMED: Final = 12


def draw_languages(desk: Desk) -> None:
    """Draw the main language, the others, and how many texts each still lacks."""
    main = text_of(desk.document, "language", "pt-BR")
    others = other_languages(desk.document)
    words = {code: language_word(code) for code in (*_OFFERED, main, *others)}
    binding.choice(
        bound(desk, "language", _("Language of the texts")),
        main,
        words,
        lambda code: _save(desk, code, [main, *others]),
    )
    at = bound(desk, "languages", _("Also in"), placeholder=_("Choose languages"))
    binding.several(
        at,
        others,
        {code: name for code, name in words.items() if code != main},
        lambda codes: _save(desk, main, codes),
    )
    for code, missing in untranslated(desk.document).items():
        _draw_missing(desk, code, missing)


def _save(desk: Desk, main: str, others: list[str]) -> None:
    languages = list(dict.fromkeys([main, *others]))
    desk.apply("settings", [SetFlow("language", main), SetFlow("languages", languages)])


def _draw_missing(desk: Desk, code: str, missing: Counter[str]) -> None:
    name, count = plain(language_word(code)), missing.total()
    if not count:
        told = _("{language}: everything is translated", language=name)
        st.caption(f":material/check: {told}")
        return
    told = _.plural("{count} text missing", "{count} texts missing", count)
    with st.expander(f"{name}: {told}", icon=":material/translate:"):
        names = node_names(desk.document)
        for owner, lacking in list(missing.items())[:_MAX_NAMED]:
            _draw_owner(desk, code, owner, names.get(owner), lacking)
        if len(missing) > _MAX_NAMED:
            st.caption(_("… and {count} more blocks", count=len(missing) - _MAX_NAMED))


def _draw_owner(desk: Desk, code: str, owner: str, name: str | None, lacking: int) -> None:
    if owner == SETTINGS_ID or name is None:
        st.caption(_("Settings of the flow: {count}", count=lacking))
        return
    st.button(
        f"{plain(name)}: {lacking}",
        key=setting_key(desk, f"missing-{code}-{owner}"),
        icon=":material/my_location:",
        type="tertiary",
        help=_("Show ‘{name}’ on the canvas", name=plain(name)),
        on_click=desk.focus,
        args=(owner,),
    )
