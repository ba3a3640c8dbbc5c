"""`fluxo test` and `fluxo explore`: conversations that play themselves."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say, sentence_of, warn

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flow_runtime.conversations.testing import KeptTest
    from flow_runtime.program import Program
    from flow_runtime.scripts import Coverage, Exploration, Report, ScriptResult

OnProgress = Callable[[int, int], None]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("test")(run_tests)
    app.command("explore")(explore_flow)


# -- test --------------------------------------------------------------------------------------


def run_tests(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…", help="Flows, their tests, or folders; without any, all stored drafts."
        ),
    ] = None,
    *,
    flow: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="The stored draft of this flow; may be repeated."),
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Also write JUnit XML to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Play the scripted conversations and say what was not as expected, and what is covered."""
    from flow_runtime.scripts import junit_xml

    reports = [_tested(file) for file in _test_files(paths or [])]
    if flow or not paths:
        reports += _stored_reports(flow or [])
    if not any(report.results for report in reports):
        raise CommandFailed(
            "Nenhum teste encontrado. Escreva NOME.tests.yaml ao lado de NOME.json, ou guarde "
            "conversas como testes no editor.",
            "No test was found. Write NAME.tests.yaml beside NAME.json, or keep conversations "
            "as tests in the editor.",
        )
    if junit:
        junit.write_text(junit_xml(reports), encoding="utf-8")
    if as_json:
        print_json({"flows": [_report_as_json(report) for report in reports]})
    else:
        _show_reports(reports)
    raise typer.Exit(0 if all(report.passed for report in reports) else 1)


def _test_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of tests that are named, in folders, or beside flows that are named."""
    found: dict[Path, None] = {}
    for path in paths:
        for file in _tests_at(path):
            found.setdefault(file)
    return list(found)


def _tests_at(path: Path) -> Iterator[Path]:
    from flow_runtime.library import TESTS_SUFFIX, tests_beside

    if path.is_dir():
        yield from sorted(path.rglob(f"*{TESTS_SUFFIX}"))
    elif path.name.endswith(TESTS_SUFFIX):
        yield path
    elif tests_beside(path).exists() or path.exists():
        yield tests_beside(path)
    else:
        raise CommandFailed(
            f"'{path}' não existe. Confira o nome.", f"'{path}' does not exist. Check its name."
        )


def _tested(file: Path) -> "Report":
    from flow_runtime.cli.flow_files import compile_file, read_bounded
    from flow_runtime.library import TESTS_SUFFIX
    from flow_runtime.scripts import load_script, run_all

    document = load_script(read_bounded(file))
    flow_file = file.with_name(file.name.removesuffix(TESTS_SUFFIX) + ".json")
    program = compile_file(flow_file)
    require_same_flow(file, document.flow, flow_file, program.flow.id)
    with progress(program.flow.name) as on_progress:
        return run_all(program, document, on_progress=on_progress)


def require_same_flow(file: Path, tested: str, flow_file: Path, flow_id: str) -> None:
    """Make sure that a file of tests is about the flow that it stands beside.

    Raises:
        CommandFailed: It is about another one.
    """
    if tested != flow_id:
        raise CommandFailed(
            f"{file} testa '{tested}', mas {flow_file.name} é '{flow_id}'. Corrija um dos dois.",
            f"{file} tests '{tested}', but {flow_file.name} is '{flow_id}'. Correct one of them.",
        )


def _stored_reports(flow_ids: Sequence[str]) -> "list[Report]":
    """Run the tests of stored flows: those named, or every flow that has any."""
    from flow_runtime.cli.opened import opened_database
    from flow_runtime.conversations.testing import load_tests, tested_flows

    with opened_database() as database, database.read() as tx:
        found = [
            (_stored(tx, flow_id), load_tests(tx, flow_id))
            for flow_id in flow_ids or tested_flows(tx)
        ]
    return [_run_stored(program, tests) for program, tests in found]


def _stored(tx: "Connection", flow_id: str) -> "Program":
    from flow_runtime.conversations.draft_programs import stored_program
    from flow_runtime.errors import FlowInvalid

    try:
        return stored_program(tx, flow_id)
    except FlowInvalid:
        warn(
            f"O rascunho de '{flow_id}' não está pronto:",
            f"The draft of '{flow_id}' is unfinished:",
        )
        raise


def _run_stored(program: "Program", tests: "Sequence[KeptTest]") -> "Report":
    from flow_runtime.conversations.testing import run_tests

    with progress(program.flow.name) as on_progress:
        return run_tests(program, tests, on_progress=on_progress)


@contextmanager
def progress(name: str) -> "Iterator[OnProgress]":
    """Show a bar on a terminal while the block runs; give what moves it."""
    from rich.progress import Progress

    with Progress(
        console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task(name)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show_reports(reports: "Sequence[Report]") -> None:
    for report in reports:
        for result in report.results:
            _show_result(report.flow_id, result)
        _show_coverage(report.coverage)
    number = sum(len(report.results) for report in reports)
    failed = sum(not result.passed for report in reports for result in report.results)
    style = "red" if failed else "green"
    say(
        f"{number} conversas, {failed} com falha",
        f"{number} conversations, {failed} failed",
        style=style,
    )


def _show_result(flow_id: str, result: "ScriptResult") -> None:
    mark, style = ("✓", "green") if result.passed else ("✗", "red")
    console().print(f"{mark} {flow_id}: {result.name}", style=style, soft_wrap=True)
    for failure in result.failures:
        console().print(f"    {sentence_of(failure.words)}", soft_wrap=True)


def _show_coverage(coverage: "Coverage") -> None:
    share = f"{coverage.share:.0%}"
    say(f"  cobertura: {share}", f"  coverage: {share}", style="dim")
    missed = [
        *coverage.missed_nodes,
        *(f"{node} → {way}" for node, way in coverage.missed_outcomes),
    ]
    if missed:
        names = ", ".join(missed)
        say(f"  nunca alcançados: {names}", f"  never reached: {names}", style="yellow")


def _report_as_json(report: "Report") -> dict[str, object]:
    return {
        "flow": report.flow_id,
        "passed": report.passed,
        "conversations": [_result_as_json(result) for result in report.results],
        "coverage": _coverage_as_json(report.coverage),
    }


def _result_as_json(result: "ScriptResult") -> dict[str, object]:
    failures = [
        {"step": failure.step, "node": failure.node_id, "sentence": dict(failure.words)}
        for failure in result.failures
    ]
    return {"name": result.name, "passed": result.passed, "failures": failures}


def _coverage_as_json(coverage: "Coverage") -> dict[str, object]:
    return {
        "share": round(coverage.share, 4),
        "missed_nodes": list(coverage.missed_nodes),
        "missed_outcomes": [list(way) for way in coverage.missed_outcomes],
    }


# -- explore -----------------------------------------------------------------------------------


def explore_flow(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The flow.")],
    *,
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print the paths as conversation tests instead.")
    ] = False,
) -> None:
    """Walk every way through a flow; say what no path reaches and where paths go wrong."""
    from flow_runtime.cli.flow_files import compile_file
    from flow_runtime.scripts import explore

    program = compile_file(file)
    with progress(program.flow.name) as on_progress:
        found = explore(program, at=utc_now(), on_progress=on_progress)
    if as_yaml:
        _print_as_tests(program, found)
    else:
        _show_exploration(found)
    raise typer.Exit(1 if found.dead_ends or found.uncovered_nodes or found.uncovered else 0)


def _print_as_tests(program: "Program", found: "Exploration") -> None:
    from flow_runtime.scripts import ScriptDocument, as_conversation, dump_script

    conversations = tuple(as_conversation(program, path) for path in found.paths)
    if conversations:
        document = ScriptDocument(flow=program.flow.id, conversations=conversations)
        typer.echo(dump_script(document), nl=False)


def _show_exploration(found: "Exploration") -> None:
    for number, path in enumerate(found.paths, start=1):
        end = path.end or phrase("espera", "waits")
        console().print(f"{number:>3}. {' → '.join(path.visited)}  [{end}]", soft_wrap=True)
    for dead_end in found.dead_ends:
        console().print(f"✗ {sentence_of(dead_end.words)}", style="red", soft_wrap=True)
    _show_coverage(found.coverage)
    if found.was_cut:
        say(
            "O fluxo é grande demais para andar por inteiro; o que falta não foi visto.",
            "The flow is too large to walk it all; what is missing was not seen.",
            style="yellow",
        )
