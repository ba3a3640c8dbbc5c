"""A conversation in the terminal: lines in, messages out, a few commands for what is not said."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, cast, get_args

from rich.text import Text

from flow_runtime.cli.opened import utc_now
from flow_runtime.cli.speech import console, say, warn
from flow_runtime.effects import Fact, SendMessage
from flow_runtime.events import TicketStatus
from flow_runtime.program import Program
from flow_runtime.scripts.durations import parse_duration
from flow_runtime.simulator import Simulation

_PROMPT: Final = "› "
_SHOWN_FACTS: Final = ("node_entered", "node_left")

_KEPT_TURNS: Final = 50
"""Enough to find a shown choice; a chat may be fed by a program that never ends."""


def typed_lines() -> Iterator[str]:
    """Yield what is typed, or piped in, until it ends; a terminal is asked line by line."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    while True:
        try:
            yield input(_PROMPT)
        except (EOFError, KeyboardInterrupt):
            return


class TerminalChat:
    """Talks to a program; `hold` goes on until the lines or the person's patience end."""

    def __init__(
        self, program: Program, *, language: str | None = None, verbose: bool = False
    ) -> None:
        self._program = program
        self._language = language
        self._verbose = verbose
        self._simulation = self._new_simulation()

    def hold(self, lines: Iterable[str]) -> None:
        """Begin the conversation and answer each line."""
        self._begin()
        for line in lines:
            if not sys.stdin.isatty():
                console().print(f"{_PROMPT}{line}", style="bold", soft_wrap=True)
            if line.strip() == "/quit":
                return
            self._answer(line)

    def _new_simulation(self) -> Simulation:
        now = utc_now().astimezone(self._program.zone)
        return Simulation(self._program, now, language=self._language)

    def _begin(self) -> None:
        self._simulation = self._new_simulation()
        self._follow(self._simulation.start)

    def _answer(self, line: str) -> None:
        if line.startswith("/"):
            self._command(line)
        elif self._is_over:
            say(
                "A conversa terminou: /restart ou /quit.",
                "The conversation is over: /restart or /quit.",
            )
        elif line.strip():
            self._follow(lambda: self._simulation.say(line))

    @property
    def _is_over(self) -> bool:
        return self._simulation.session.status in ("ended", "failed")

    # -- commands ----------------------------------------------------------------------------

    def _command(self, line: str) -> None:
        name, _, argument = line.partition(" ")
        commands: Mapping[str, Callable[[str], None]] = {
            "/wait": self._wait,
            "/ticket": self._change_ticket,
            "/restart": lambda _: self._begin(),
            "/vars": lambda _: self._show_variables(),
        }
        if name in commands:
            commands[name](argument.strip())
        else:
            _show_help()

    def _wait(self, argument: str) -> None:
        seconds = parse_duration(argument)
        if seconds is None:
            warn(
                "Diga quanto tempo: /wait 2h, /wait 30min.", "Say how long: /wait 2h, /wait 30min."
            )
            return
        self._follow(lambda: self._simulation.wait(seconds))
        moment = f"{self._simulation.now:%Y-%m-%d %H:%M}"
        say(f"({moment})", f"({moment})", style="dim")

    def _change_ticket(self, argument: str) -> None:
        known = get_args(TicketStatus)
        if argument not in known:
            words = ", ".join(known)
            warn(f"Diga o estado: {words}.", f"Say the status: {words}.")
        elif self._simulation.session.waiting_for != "ticket":
            warn("Não há chamado aberto.", "There is no open ticket.")
        else:
            status = cast("TicketStatus", argument)
            self._follow(lambda: self._simulation.change_ticket(status))

    def _show_variables(self) -> None:
        session = self._simulation.session
        for name, value in sorted(session.variables.items()):
            say(f"{name} = {value!r}", f"{name} = {value!r}", style="dim")
        if not session.variables:
            say("Nenhuma variável ainda.", "No variable yet.", style="dim")

    # -- showing -----------------------------------------------------------------------------

    def _follow(self, act: Callable[[], Sequence[SendMessage]]) -> None:
        """Do something and show what came of it."""
        turns = self._simulation.turns
        seen = len(turns)
        messages = act()
        if self._verbose:
            _show_facts([fact for turn in turns[seen:] for fact in turn.facts])
        del turns[:-_KEPT_TURNS]
        for message in messages:
            show_message(message)
        if self._is_over:
            outcome = self._simulation.session.outcome or self._simulation.session.status
            say(f"— fim: {outcome} —", f"— end: {outcome} —", style="dim")


def show_message(message: SendMessage) -> None:
    """Print one bubble: copyable texts marked, choices numbered as they may be typed."""
    if message.copyable:
        say("  [para copiar]", "  [to copy]", style="dim")
    text = Text(message.text, style="bold green" if message.copyable else "cyan")
    if message.text:
        console().print(text, soft_wrap=True)
    if message.url:
        label = f"{message.name}: " if message.name else ""
        console().print(f"  [{message.kind}] {label}{message.url}", style="blue", soft_wrap=True)
    for number, choice in enumerate(message.choices, start=1):
        console().print(f"  {number}. {choice.label}", soft_wrap=True)


def _show_facts(facts: Sequence[Fact]) -> None:
    for fact in facts:
        data = "" if fact.name == "node_entered" else f" {dict(fact.data)}"
        style = "dim" if fact.name in _SHOWN_FACTS else "magenta"
        console().print(f"  · {fact.name} {fact.node_id or ''}{data}", style=style)


def _show_help() -> None:
    say(
        "/wait 2h deixa o tempo passar · /ticket resolved muda o chamado · /vars mostra as "
        "variáveis · /restart recomeça · /quit sai",
        "/wait 2h lets time pass · /ticket resolved changes the ticket · /vars shows the "
        "variables · /restart begins again · /quit leaves",
        style="dim",
    )
