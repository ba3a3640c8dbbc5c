"""`fluxo diff`: what changed between two flows, in sentences."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.naming import version_number
from flow_runtime.cli.opened import opened_database
from flow_runtime.cli.speech import console, print_json, say, sentence_of

if TYPE_CHECKING:
    from rich.text import Text

    from flow_runtime.comparison import Difference
    from flow_runtime.flow import Flow

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
    from flow_runtime.comparison import compare

    old, new = _last_step_of(before) if after is None else (_flow(before), _flow(after))
    found = compare(old, new)
    if as_json:
        print_json({"differences": [_as_json(one) for one in found]})
    else:
        _show(found)
    raise typer.Exit(1 if exit_code and found else 0)


# -- which flows -------------------------------------------------------------------------------


def _last_step_of(flow_id: str) -> tuple["Flow", "Flow"]:
    """Return the newest version of a flow and its draft."""
    from flow_runtime.conversations.programs import load_version
    from flow_runtime.conversations.publishing import export_flow
    from storage import versions

    if _is_file(flow_id):
        raise CommandFailed(
            "Falta o segundo arquivo: fluxo diff ANTES.json DEPOIS.json.",
            "The second file is missing: fluxo diff BEFORE.json AFTER.json.",
        )
    with opened_database() as database, database.read() as tx:
        draft = export_flow(tx, flow_id)
        latest = versions.latest(tx, flow_id)
        if latest is None:
            raise CommandFailed(
                f"O fluxo '{flow_id}' ainda não tem versão: não há com que comparar.",
                f"The flow '{flow_id}' has no version yet: there is nothing to compare with.",
            )
        return load_version(tx, flow_id, latest.number)[0], draft


def _flow(written: str) -> "Flow":
    """Return the flow that an argument names: a file, a version (`ID@3`) or a draft (`ID`)."""
    from flow_runtime.cli.flow_files import read_flow
    from flow_runtime.conversations.programs import load_version
    from flow_runtime.conversations.publishing import export_flow

    if _is_file(written):
        return read_flow(Path(written)).flow
    flow_id, at, number = written.partition("@")
    with opened_database() as database, database.read() as tx:
        return (
            load_version(tx, flow_id, version_number(number))[0] if at else export_flow(tx, flow_id)
        )


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
