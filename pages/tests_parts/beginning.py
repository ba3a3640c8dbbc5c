"""How a test begins: what is known before the first step, shown and changed."""

from collections.abc import Callable

import streamlit as st
from pydantic import JsonValue

from flow_runtime.scripts import Conversation, Step
from flow_runtime.scripts.lines import read_step, read_values, write_content, write_values
from pages.tests_parts.bench import Bench
from pages.texts import plain, texts_of

_ = texts_of("tests")


def draw_beginning(bench: Bench, conversation: Conversation, *, key: str) -> None:
    """Draw what is special about the beginning, and the customer's first words."""
    said = [*_facts(bench, conversation)]
    if said:
        st.caption(" · ".join(said))
    if conversation.text:
        with (
            st.container(key=f"ts-customer-{key}-first", horizontal=True, gap="small"),
            st.container(key=f"ts-own-{key}-first", width="content"),
        ):
            st.text(conversation.text, width="content")


def _facts(bench: Bench, conversation: Conversation) -> list[str]:
    facts = []
    if conversation.node is not None:
        name = plain(bench.node_name(conversation.node))
        facts.append(_("begins at the block “{block}”", block=name))
    if conversation.at is not None:
        facts.append(":material/schedule: " + plain(_moment(bench, conversation)))
    if conversation.language is not None:
        facts.append(":material/translate: " + plain(conversation.language))
    if conversation.channel:
        facts.append(":material/alt_route: " + plain(_joined(conversation.channel)))
    if conversation.contact:
        facts.append(":material/person: " + plain(_joined(conversation.contact)))
    if conversation.variables:
        facts.append(":material/data_object: " + plain(_joined(conversation.variables)))
    return facts


def _joined(values: dict[str, JsonValue]) -> str:
    return ", ".join(write_values(values).splitlines())


def _moment(bench: Bench, conversation: Conversation) -> str:
    if bench.program is None or conversation.at is None:
        return ""
    return write_content(Step(at=conversation.at), bench.program.zone)


# -- changing it ---------------------------------------------------------------------------------


def draw_beginning_form(bench: Bench, conversation: Conversation, key: str) -> None:
    """Draw the fields of the beginning; `read_beginning` reads them."""
    with st.expander(_("How it begins"), icon=":material/play_circle:"):
        left, right = st.columns(2)
        with left:
            st.text_input(_("Customer's first words"), conversation.text, key=f"{key}-text")
            st.text_input(
                _("At which moment"),
                _moment(bench, conversation),
                key=f"{key}-at",
                placeholder="2026-03-10 10:00",
            )
            _draw_language(bench, conversation, f"{key}-language")
        with right:
            hint = _("One a line, such as: name = Ana")
            st.text_area(
                _("What is known of the contact"),
                write_values(conversation.contact),
                key=f"{key}-contact",
                placeholder=hint,
                height=80,
            )
            st.text_area(
                _("Variables"),
                write_values(conversation.variables),
                key=f"{key}-variables",
                placeholder=hint,
                height=80,
            )


def _draw_language(bench: Bench, conversation: Conversation, key: str) -> None:
    spoken = bench.program.flow.languages if bench.program else ()
    languages = list(dict.fromkeys(["", *spoken, conversation.language or ""]))
    st.selectbox(
        _("Language of the conversation"),
        languages,
        index=languages.index(conversation.language or ""),
        format_func=lambda one: one or _("The flow's own"),
        key=key,
        filter_mode=None,
    )


def read_beginning(bench: Bench, conversation: Conversation, key: str) -> dict[str, JsonValue]:
    """Return the conversation as JSON, without its steps, as the fields say it begins.

    Raises:
        ScriptInvalid: A field cannot be read.
    """
    values: dict[str, JsonValue] = conversation.model_dump(mode="json", exclude_unset=True)
    values.pop("steps", None)
    readers: dict[str, Callable[[str], JsonValue]] = {
        "text": lambda text: text,
        "language": lambda text: text,
        "at": lambda text: _read_moment(bench, text),
        "contact": lambda text: {**read_values(text)},
        "variables": lambda text: {**read_values(text)},
    }
    for name, read in readers.items():
        written = str(st.session_state.get(f"{key}-{name}") or "")
        values.pop(name, None)
        if written.strip():
            values[name] = read(written)
    return values


def _read_moment(bench: Bench, text: str) -> JsonValue:
    if bench.program is None:
        return None
    moment = read_step("at", text, bench.program.zone).at
    return moment.isoformat() if moment else None
