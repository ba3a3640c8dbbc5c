"""`fluxo submit`, `approve`, `send-back` and `reviews`: from a draft to an approved version."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.naming import version_named
from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.review_json import decision_as_json, review_as_json, waiting_as_json
from flow_runtime.cli.speech import console, phrase, print_json, say, sentence_of

if TYPE_CHECKING:
    from rich.table import Table

    from flow_runtime.conversations.reviewing import Decision, Examination, Review, Waiting

Named = Annotated[str, typer.Argument(metavar="ID@N", help="The version, such as boleto@3.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Seen = Annotated[
    str,
    typer.Option("--sha256", help="Only if this is the version's hash; fluxo reviews shows it."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(submit)
    app.command()(approve)
    app.command("send-back")(send_back)
    app.command("reviews")(list_reviews)


# -- submit ------------------------------------------------------------------------------------


def submit(
    flow_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    comment: Annotated[str, typer.Option(help="What changed, for the reviewer.")] = "",
    warnings_reason: Annotated[str, typer.Option(help="Why the warnings may stay.")] = "",
    if_changed: Annotated[
        bool, typer.Option("--if-changed", help="Do nothing when the newest version says the same.")
    ] = False,
    actor: As = None,
    as_json: Json = False,
) -> None:
    """Freeze the draft of a flow as a version and ask another person for its review."""
    from flow_runtime.conversations import reviewing

    with opened_database() as database:
        with database.read() as tx:
            examined = reviewing.examine_draft(tx, flow_id)
        if if_changed and _says_the_same(examined):
            _tell_unchanged(flow_id, as_json=as_json)
            return
        with database.transaction() as tx:
            version = reviewing.submit(
                tx,
                flow_id,
                author=acting_person(actor),
                comment=comment,
                warnings_reason=warnings_reason,
                now=utc_now(),
                examined=examined,
            )
            review = reviewing.review_of(tx, flow_id, version.number)
    if as_json:
        print_json(review_as_json(review))
        return
    _tell_findings(examined)
    say(
        f"Versão {version.number} de '{flow_id}' espera revisão. Outra pessoa a aprova com: "
        f"fluxo approve {flow_id}@{version.number}",
        f"Version {version.number} of '{flow_id}' waits for its review. Another person approves "
        f"it with: fluxo approve {flow_id}@{version.number}",
    )


def _says_the_same(examined: "Examination") -> bool:
    from flow_runtime.conversations.reviewing import AlreadySubmitted

    return any(isinstance(one, AlreadySubmitted) for one in examined.refusals)


def _tell_unchanged(flow_id: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"flow": flow_id, "unchanged": True})
        return
    say(f"'{flow_id}' não mudou; nada a enviar.", f"'{flow_id}' did not change; nothing to submit.")


def _tell_findings(found: "Examination") -> None:
    for warning in found.warnings:
        console().print(f"! {sentence_of(warning.words)}", style="yellow", soft_wrap=True)
    tests = len(found.tests)
    share = f"{found.coverage.share:.0%}" if found.coverage else "0%"
    say(
        f"{tests} testes de conversa passam; cobertura: {share}",
        f"{tests} conversation tests pass; coverage: {share}",
    )


# -- approve, send back ------------------------------------------------------------------------


def approve(
    version: Named,
    *,
    reason: Annotated[str, typer.Option(help="Why, if there is more to say.")] = "",
    sha256: Seen = "",
    actor: As = None,
    as_json: Json = False,
) -> None:
    """Approve a version that another person made, so that it may be published."""
    from flow_runtime.conversations import reviewing

    decision = _decided(reviewing.approve, version, sha256, actor, reason)
    if as_json:
        print_json(decision_as_json(decision))
        return
    number, flow_id = decision.version, decision.flow_id
    say(
        f"Versão {number} de '{flow_id}' aprovada. Ela vai ao ar com: fluxo publish {version} "
        "--channel CANAL",
        f"Version {number} of '{flow_id}' is approved. It goes live with: fluxo publish {version} "
        "--channel CHANNEL",
    )


def send_back(
    version: Named,
    *,
    reason: Annotated[str, typer.Option(help="What is to change.")],
    sha256: Seen = "",
    actor: As = None,
    as_json: Json = False,
) -> None:
    """Send a version back to those who made it, with what is to change."""
    from flow_runtime.conversations import reviewing

    decision = _decided(reviewing.send_back, version, sha256, actor, reason)
    if as_json:
        print_json(decision_as_json(decision))
        return
    number, flow_id = decision.version, decision.flow_id
    say(f"Versão {number} de '{flow_id}' devolvida.", f"Version {number} of '{flow_id}' sent back.")


def _decided(
    decide: "Callable[..., Decision]", version: str, sha256: str, actor: str | None, reason: str
) -> "Decision":
    """Decide about a version: the one with the hash, or as it is now where none is given."""
    from storage import versions

    flow_id, number = version_named(version)
    with opened_database() as database, database.transaction() as tx:
        return decide(
            tx,
            flow_id,
            number,
            sha256=sha256 or versions.get(tx, flow_id, number).sha256,
            author=acting_person(actor),
            reason=reason,
            now=utc_now(),
        )


# -- what waits --------------------------------------------------------------------------------


def list_reviews(
    flow_id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="All versions of this flow; otherwise what waits."),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the versions that wait for a review, or all of a flow with what was decided."""
    if flow_id is None:
        _show_waiting(as_json=as_json)
    else:
        _show_versions(flow_id, as_json=as_json)


def _show_waiting(*, as_json: bool) -> None:
    from flow_runtime.conversations.reviewing import list_waiting

    with opened_database() as database, database.read() as tx:
        found = list_waiting(tx)
    if as_json:
        print_json({"waiting": [waiting_as_json(one) for one in found]})
    elif found:
        console().print(_waiting_table(found))
    else:
        say("Nada espera revisão.", "Nothing waits for a review.")


def _show_versions(flow_id: str, *, as_json: bool) -> None:
    from flow_runtime.conversations.reviewing import review_of
    from storage import flows, versions

    with opened_database() as database, database.read() as tx:
        flows.get(tx, flow_id)
        known = versions.list_versions(tx, flow_id)
        found = [review_of(tx, flow_id, version.number) for version in known]
    if as_json:
        print_json({"versions": [review_as_json(one) for one in found]})
    elif found:
        console().print(_versions_table(found))
    else:
        say(f"'{flow_id}' ainda não tem versão.", f"'{flow_id}' has no version yet.")


def _waiting_table(found: "list[Waiting]") -> "Table":
    rows = [
        (
            f"{one.flow_id}@{one.version}",
            one.submitted_by,
            local_time(one.submitted_at),
            one.comment,
            one.sha256[:12],
        )
        for one in found
    ]
    headings = (
        phrase("Versão", "Version"),
        phrase("Enviada por", "Submitted by"),
        phrase("Desde", "Since"),
        phrase("O que mudou", "What changed"),
        "sha256",
    )
    return _table(headings, rows)


def _versions_table(found: "list[Review]") -> "Table":
    headings = (
        phrase("Versão", "Version"),
        phrase("Autor", "Author"),
        phrase("Situação", "State"),
        phrase("Decisão de", "Decided by"),
        phrase("Motivo", "Reason"),
        "sha256",
    )
    return _table(headings, [_cells(one) for one in found])


def _cells(one: "Review") -> tuple[str, ...]:
    newest = one.decisions[0] if one.decisions else None
    states = {
        "waiting": phrase("espera revisão", "waits"),
        "approved": phrase("aprovada", "approved"),
        "sent_back": phrase("devolvida", "sent back"),
    }
    state = (
        states[one.state] if newest or one.submission else phrase("não enviada", "not submitted")
    )
    decided = (newest.decided_by, newest.reason) if newest else ("", "")
    version = one.version
    named = f"{version.flow_id}@{version.number}"
    return (named, version.author, state, *decided, version.sha256[:12])


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=box.SIMPLE)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
