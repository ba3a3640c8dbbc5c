"""`fluxo diff`: what changed between two flows, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.naming import version_number
from flow_runtime.cli.opened import opened_database
from flow_runtime.cli.speech import console, print_json, say, sentence_of

if TYPE_CHECKING:
    from rich.text import Text
    from sqlalchemy import Connection

    from flow_runtime.comparison import Difference
    from flow_runtime.flow import Flow
    from flow_runtime.scripts import Conversation

_SIGNS: Final = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_MARKED: Final = {
    "same": ("", "", ""),
    "removed": ("[-", "-]", "red strike"),
    "added": ("{+", "+}", "green"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("diff")(diff)


def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A file, ID@3 for a version, or ID.")
    ],
    after: Annotated[
        str | None,
        typer.Argument(
            metavar="AFTER", help="The same; without it, the newest version of ID and its draft."
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when something changed.")
    ] = False,
) -> None:
    """Say in sentences what changed between two flows; moved blocks are no change."""
    from flow_runtime.comparison import compare, compare_tests

    old, new = _last_step_of(before) if after is None else (_side(before), _side(after))
    found = (*compare(old.flow, new.flow), *compare_tests(old.tests, new.tests))
    if as_json:
        print_json({"differences": [_as_json(one) for one in found]})
    else:
        _show(found)
    raise typer.Exit(1 if exit_code and found else 0)


# -- which flows -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two flows, with its conversation tests."""

    flow: "Flow"
    tests: "tuple[Conversation, ...]"


def _last_step_of(flow_id: str) -> tuple[_Side, _Side]:
    """Return the newest version of a flow and its draft."""
    from storage import versions

    if _is_file(flow_id):
        raise CommandFailed(
            "Falta o segundo arquivo: fluxo diff ANTES.json DEPOIS.json.",
            "The second file is missing: fluxo diff BEFORE.json AFTER.json.",
        )
    with opened_database() as database, database.read() as tx:
        draft = _draft(tx, flow_id)
        latest = versions.latest(tx, flow_id)
        if latest is None:
            raise CommandFailed(
                f"O fluxo '{flow_id}' ainda não tem versão: não há com que comparar.",
                f"The flow '{flow_id}' has no version yet: there is nothing to compare with.",
            )
        return _version(tx, flow_id, latest.number), draft


def _side(written: str) -> _Side:
    """Return what an argument names: a file, a version (`ID@3`) or a draft (`ID`)."""
    if _is_file(written):
        return _file(Path(written))
    flow_id, at, number = written.partition("@")
    with opened_database() as database, database.read() as tx:
        return _version(tx, flow_id, version_number(number)) if at else _draft(tx, flow_id)


def _draft(tx: "Connection", flow_id: str) -> _Side:
    from flow_runtime.conversations.publishing import export_flow
    from flow_runtime.conversations.testing import load_tests

    flow = export_flow(tx, flow_id)
    return _Side(flow, tuple(test.conversation for test in load_tests(tx, flow_id)))


def _version(tx: "Connection", flow_id: str, number: int) -> _Side:
    from flow_runtime.conversations.programs import load_version
    from flow_runtime.conversations.testing import tests_of_version
    from storage import versions

    flow, _ = load_version(tx, flow_id, number)
    return _Side(flow, tests_of_version(versions.get(tx, flow_id, number)))


def _file(path: Path) -> _Side:
    from flow_runtime.cli.flow_files import read_flow, read_tests
    from flow_runtime.library import tests_beside

    flow, beside = read_flow(path).flow, tests_beside(path)
    return _Side(flow, read_tests(beside).conversations if beside.is_file() else ())


def _is_file(written: str) -> bool:
    path = Path(written)
    return path.suffix == ".json" or path.is_file()


# -- what is said ------------------------------------------------------------------------------


def _show(found: Sequence["Difference"]) -> None:
    if not found:
        say("Nada mudou na conversa.", "Nothing changed in the conversation.")
    for one in found:
        console().print(_told(one), soft_wrap=True)


def _told(one: "Difference") -> "Text":
    from rich.text import Text

    from flow_runtime.comparison import marks_of

    sign, style = _SIGNS[one.kind]
    told = Text.assemble((f"{sign} ", style), sentence_of(one.words))
    before, after = sentence_of(one.before), sentence_of(one.after)
    if before or after:
        told.append("\n    ")
    for mark in marks_of(before, after):
        opening, closing, shown = _MARKED[mark.kind]
        told.append(f"{opening}{mark.text}{closing}".replace("\n", "\n    "), shown)
    return told


def _as_json(one: "Difference") -> dict[str, object]:
    return {
        "kind": str(one.kind),
        "subject": str(one.subject),
        "node": one.node_id,
        "sentence": dict(one.words),
        "before": dict(one.before),
        "after": dict(one.after),
    }
