"""`fluxo export --folder` and back: the same bytes, and a pipeline that works as it is printed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import sample_flows
from flow_runtime.flow import dump_flow
from flow_runtime.library import dump_workspace, read_workspace
from tests.flow_runtime.building import end, flow, message
from tests.flow_runtime.cli.conftest import Call, only_json, write_flow

SAMPLES = Path(sample_flows.__file__).parent
GUIDE = Path(__file__).parents[3] / "docs" / "git.md"


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def samples(stored: Call) -> Call:
    """An installation with all samples."""
    result = stored("import", SAMPLES)
    assert result.exit_code == 0, result.output
    return stored


def test_a_round_trip_is_the_same_byte_by_byte(
    samples: Call,
    tmp_path: Path,
    new_sqlite_url: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert samples("export", "--folder", one).exit_code == 0
    names = bytes_in(one).keys()
    flows = {path.name for path in SAMPLES.glob("*.json")}
    assert flows | {name.replace(".json", ".tests.yaml") for name in flows} <= names
    assert "workspace.yaml" in names
    monkeypatch.setenv("FLUXO_DATABASE_URL", new_sqlite_url())
    assert samples("import", one).exit_code == 0
    assert samples("export", "--folder", other).exit_code == 0
    assert bytes_in(other) == bytes_in(one)


def test_what_is_exported_is_valid_and_passes_its_tests(samples: Call, tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    samples("export", "--folder", folder)
    assert samples("validate", folder).exit_code == 0
    result = samples("test", folder)
    assert result.exit_code == 0, result.output


def test_importing_what_is_stored_changes_nothing(samples: Call, tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    samples("export", "--folder", folder)
    before = only_json(samples("audit", "list", "--json", "--limit", "1000"))
    told = samples("import", folder).stdout
    assert "workspace.yaml: unchanged" in told
    assert "flow 'segunda-via-boleto' unchanged" in told
    assert "tests unchanged" in told
    assert only_json(samples("audit", "list", "--json", "--limit", "1000")) == before
    assert "is up to date" in samples("export", "--folder", folder).stdout


def test_check_only_says_what_differs(samples: Call, tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    result = samples("export", "--folder", folder, "--check")
    assert (result.exit_code, folder.exists()) == (1, False)
    samples("export", "--folder", folder)
    assert samples("export", "--folder", folder, "--check").exit_code == 0
    file = folder / "segunda-via-boleto.json"
    file.write_bytes(file.read_bytes() + b"\n")
    result = samples("export", "--folder", folder, "--check")
    assert (result.exit_code, f"{file.name} differs" in result.stdout) == (1, True)
    assert file.read_bytes().endswith(b"\n\n")


def test_tests_that_are_gone_leave_the_folder_and_strangers_stay(
    stored: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "flows"
    built = flow([message("hello", "Olá!"), end()], ["hello.next>end"])
    stored("import", write_flow(tmp_path, built))
    stored("export", "--folder", folder)
    for name in ("story.tests.yaml", "archived.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    result = stored("export", "--folder", folder)
    assert "story.tests.yaml removed" in result.stdout
    assert "archived.json is no flow's of here" in result.stderr
    assert sorted(bytes_in(folder)) == ["archived.json", "story.json"]


def test_one_flow_alone(samples: Call, tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    assert samples("export", "segunda-via-boleto", "--folder", folder).exit_code == 0
    assert [name for name in bytes_in(folder) if name.endswith(".json")] == [
        "segunda-via-boleto.json"
    ]
    assert "There is no flow 'nope'" in samples("export", "nope", "--folder", folder).stderr
    assert samples("export").exit_code == 2


def test_a_flow_called_workspace_is_no_workspace(stored: Call, tmp_path: Path) -> None:
    built = flow([message("hello", "Olá!"), end()], ["hello.next>end"], id="workspace")
    file = tmp_path / "any.json"
    file.write_bytes(dump_flow(built))
    stored("import", file)
    folder = tmp_path / "flows"
    stored("export", "--folder", folder)
    assert bytes_in(folder) == {"workspace.flow.json": dump_flow(built)}
    assert "flow 'workspace' unchanged" in stored("import", folder).stdout


def test_a_draft_that_is_no_flow_yet_is_left_out(samples: Call, tmp_path: Path) -> None:
    from flow_runtime.cli.opened import opened_database, utc_now
    from storage import drafts

    folder = tmp_path / "flows"
    samples("export", "--folder", folder)
    before = bytes_in(folder)
    with opened_database() as database, database.transaction() as tx:
        known = drafts.get(tx, "segunda-via-boleto")
        broken = {**known.document, "nodes": [{"id": "x", "type": "nothing", "name": "x"}]}
        drafts.save(
            tx,
            "segunda-via-boleto",
            document=broken,
            expected_revision=known.revision,
            author="ana",
            now=utc_now(),
        )
    result = samples("export", "--folder", folder)
    assert result.exit_code == 1
    assert "'segunda-via-boleto' is not finished and was left out" in result.stderr
    assert "no flow's of here" not in result.stderr
    assert bytes_in(folder) == before


def test_a_workspace_is_read_back_as_it_was(tmp_path: Path) -> None:
    workspace = read_workspace(SAMPLES / "workspace.yaml")
    written = tmp_path / "workspace.yaml"
    written.write_text(dump_workspace(workspace), encoding="utf-8")
    again = read_workspace(written)
    assert dump_workspace(again) == dump_workspace(workspace)
    for part in ("queues", "calendars", "connections"):
        assert sorted(getattr(again, part), key=lambda one: one.id) == sorted(
            getattr(workspace, part), key=lambda one: one.id
        )


# -- the pipeline of the guide -----------------------------------------------------------------


def steps_of(job: str) -> list[str]:
    """Return the commands of a job of the guide's pipeline that are ours."""
    text = GUIDE.read_text(encoding="utf-8")
    pipeline: dict[str, Any] = yaml.safe_load(text.partition("```yaml\n")[2].partition("```")[0])
    runs = (step.get("run", "") for step in pipeline["jobs"][job]["steps"])
    return [run for run in runs if "fluxo" in run]


def run(commands: list[str], folder: Path, **environment: str) -> str:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("FLUXO_")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(commands)],
        cwd=folder,
        env={**inherited, "PATH": programs, "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.timeout(300)
def test_the_pipeline_of_the_guide_works_as_it_is_printed(
    stored: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "repository"
    (repository / "flows").mkdir(parents=True)
    for name in ("segunda-via-boleto.json", "segunda-via-boleto.tests.yaml", "workspace.yaml"):
        (repository / "flows" / name).write_bytes((SAMPLES / name).read_bytes())
    stored("import", repository / "flows" / "workspace.yaml")
    stored("user", "add", "Ana", "--email", "ana@loja.example", "--role", "designer")
    [creation] = re.findall(r"`fluxo (token create [^`]+)`", GUIDE.read_text(encoding="utf-8"))
    made = stored(*creation.split())
    assert made.exit_code == 0, made.output
    token = made.stdout.strip()
    git = ("-c", "user.name=Ana", "-c", "user.email=ana@loja.example")
    for command in (("init", "-q"), ("add", "."), (*git, "commit", "-qm", "Boleto em dois passos")):
        subprocess.run(["git", *command], cwd=repository, check=True)
    known = {"FLUXO_DATABASE_URL": os.environ["FLUXO_DATABASE_URL"], "FLUXO_TOKEN": token}
    run(steps_of("check"), repository)
    run(steps_of("submit"), repository, **known)
    [waiting] = only_json(stored("reviews", "--json"))["waiting"]
    assert (waiting["by"], waiting["comment"]) == ("Ana", "Boleto em dois passos")
    assert "did not change" in run(steps_of("submit"), repository, **known)
    monkeypatch.setenv("FLUXO_TOKEN", token)
    assert stored("approve", "segunda-via-boleto@1").exit_code == 1
