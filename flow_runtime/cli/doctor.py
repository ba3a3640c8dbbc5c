"""`fluxo doctor`: what this installation is missing and how to mend it."""

from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.speech import console, print_json, sentence_of

if TYPE_CHECKING:
    from flow_runtime.cli.examinations import Finding
    from flow_runtime.http import Verdict

app = typer.Typer(name="doctor", invoke_without_command=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.callback()
def doctor(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Say what this installation is missing and how to mend it."""
    if context.invoked_subcommand is not None:
        return
    from flow_runtime.cli.examinations import examine

    findings = examine()
    if as_json:
        print_json({"findings": [_finding_as_json(finding) for finding in findings]})
    else:
        for finding in findings:
            _show(finding)
    raise typer.Exit(1 if any(finding.state == "missing" for finding in findings) else 0)


def _finding_as_json(finding: "Finding") -> dict[str, object]:
    return {
        "name": finding.name,
        "state": finding.state,
        "sentence": dict(finding.words),
        "mend": finding.mend and dict(finding.mend),
    }


def _show(finding: "Finding") -> None:
    mark, style = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "missing": ("✗", "red")}[
        finding.state
    ]
    console().print(f"{mark} {sentence_of(finding.words)}", style=style, soft_wrap=True)
    if finding.mend:
        console().print(f"    → {sentence_of(finding.mend)}", soft_wrap=True)


@app.command()
def url(
    urls: Annotated[list[str], typer.Argument(metavar="URL…")], *, as_json: AsJson = False
) -> None:
    """Say whether a flow may call an address, and why, as an installation is by default."""
    from flow_runtime.http import OutboundPolicy, verdict

    policy = OutboundPolicy()
    found = [(address, verdict(address, policy=policy)) for address in urls]
    if as_json:
        print_json({"urls": [_verdict_as_json(*item) for item in found]})
    else:
        for address, judged in found:
            mark, style = ("✓", "green") if judged.allowed else ("✗", "red")
            line = f"{mark} {address}: {sentence_of(judged.sentence)}"
            console().print(line, style=style, soft_wrap=True)
    raise typer.Exit(0 if all(judged.allowed for _, judged in found) else 1)


def _verdict_as_json(address: str, judged: "Verdict") -> dict[str, object]:
    return {
        "url": address,
        "allowed": judged.allowed,
        "code": judged.code,
        "sentence": dict(judged.sentence),
    }
