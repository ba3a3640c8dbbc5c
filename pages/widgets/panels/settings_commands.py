"""Commands: phrases that work at every wait, whatever the flow is asking."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing import Document
from flow_runtime.editing.changes import SetFlow
from flow_runtime.editing.documents import text_of
from flow_runtime.flow import DEFAULT_COMMANDS
from pages.texts import plain, texts_of
from pages.widgets.panels import binding
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.nodes import chosen, node_names
from pages.widgets.panels.setting import bound, setting_key, settings_of

_ = texts_of("panels")
MAX_COMMANDS: Final = 30
MAX_PHRASES: Final = 30
MAX_PHRASE_CHARACTERS: Final = 200
_WITH_TARGET: Final = ("goto", "handoff")

Command = dict[str, JsonValue]


def draw_commands(desk: Desk) -> None:
    """Draw every command, and the place for a new one."""
    st.caption(_("What the customer may say at any moment. The flow then does this:"))
    commands = commands_of(desk.document)
    for index in range(len(commands)):
        with st.container(border=True, gap="small"):
            _draw_command(desk, commands, index)
    if len(commands) < MAX_COMMANDS and not desk.read_only:
        _draw_new(desk, commands)


def commands_of(document: Document) -> list[Command]:
    """Return the flow's commands; those that every flow has where it says nothing of its own."""
    given = settings_of(document).get("commands")
    if not isinstance(given, list):
        return [command.model_dump(mode="json") for command in DEFAULT_COMMANDS]
    return [dict(command) for command in given if isinstance(command, dict)]


def phrases_of(command: Command) -> list[str]:
    """Return the phrases of a command."""
    phrases = command.get("phrases")
    return [p for p in phrases if isinstance(p, str)] if isinstance(phrases, list) else []


def _draw_command(desk: Desk, commands: Sequence[Command], index: int) -> None:
    command, name = commands[index], f"command-{index}"

    def save(key: str) -> Callable[[JsonValue], None]:
        return lambda value: _save(desk, _replaced(commands, index, {**command, key: value}))

    phrases = phrases_of(command)
    binding.phrases(
        bound(desk, f"{name}-phrases", _("When they say"), placeholder=_("Type and press Enter")),
        phrases,
        lambda typed: _refusal(typed) or save("phrases")([p.strip() for p in typed]),
    )
    action = text_of(command, "action", "back")
    binding.choice(
        bound(desk, f"{name}-action", _("The flow")),
        action,
        _actions(),
        lambda chosen_action: _save(
            desk, _replaced(commands, index, with_action(command, chosen_action, desk.document))
        ),
    )
    if action in _WITH_TARGET:
        target = text_of(command, "target") or None
        at = bound(desk, f"{name}-target", _("Block"))
        binding.choice(at, target, _targets(desk, action, target), save("target"))
    st.button(
        _("Remove command"),
        key=setting_key(desk, f"{name}-remove"),
        icon=":material/delete:",
        type="tertiary",
        help=plain(_("Remove ‘{phrase}’", phrase=phrases[0])) if phrases else None,
        disabled=desk.read_only,
        on_click=_save,
        args=(desk, [*commands[:index], *commands[index + 1 :]]),
    )


def _replaced(commands: Sequence[Command], index: int, command: Command) -> list[Command]:
    return [*commands[:index], command, *commands[index + 1 :]]


def with_action(command: Command, action: str, document: Document) -> Command:
    """Return a command that does something else; a jump needs a block at once, so it gets one."""
    kept = {key: value for key, value in command.items() if key not in ("action", "target")}
    changed: Command = {**kept, "action": action}
    if action == "goto":
        changed["target"] = command.get("target") or next(iter(node_names(document)), None)
    return changed


def _targets(desk: Desk, action: str, target: str | None) -> dict[str | None, str]:
    names = chosen(node_names(desk.document), target, _("Block that does not exist any more"))
    none: dict[str | None, str] = {None: _("The first handover to a person")}
    return {**(none if action == "handoff" else {}), **names}


def _draw_new(desk: Desk, commands: Sequence[Command]) -> None:
    key = setting_key(desk, "new-command")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("New command: what the customer says"),
            key=key,
            max_chars=MAX_PHRASE_CHARACTERS,
            placeholder=_("menu"),
        )
        st.button(
            _("Add command"),
            key=f"{key}-add",
            icon=":material/add:",
            on_click=_add,
            args=(desk, commands, key),
        )
    if refused := st.session_state.pop(f"{key}~refused", None):
        st.error(refused, icon=":material/error:")


def _add(desk: Desk, commands: Sequence[Command], key: str) -> None:
    phrase = st.session_state[key].strip()
    if refused := _refusal([phrase]):
        st.session_state[f"{key}~refused"] = refused
        return
    _save(desk, [*commands, {"phrases": [phrase], "action": "back"}])
    st.session_state[key] = ""


def _refusal(phrases: Sequence[str]) -> str | None:
    if not any(phrase.strip() for phrase in phrases):
        return _("A command needs something that the customer says.")
    if len(phrases) > MAX_PHRASES:
        return _("At most {count} phrases for a command.", count=MAX_PHRASES)
    if any(len(phrase) > MAX_PHRASE_CHARACTERS for phrase in phrases):
        return _("A phrase has at most {count} characters.", count=MAX_PHRASE_CHARACTERS)
    return None


def _save(desk: Desk, commands: Sequence[Command]) -> None:
    desk.apply("settings", [SetFlow("settings.commands", [dict(command) for command in commands])])


def _actions() -> dict[str, str]:
    return {
        "handoff": _("calls a person"),
        "goto": _("goes to a block"),
        "back": _("goes back to the question before"),
        "end": _("ends the conversation"),
    }
