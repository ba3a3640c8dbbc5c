"""`fluxo diff`: two files, two versions, or what a draft changes."""

from pathlib import Path

import pytest

from flow_runtime.flow import Flow
from tests.flow_runtime.building import end, flow, menu
from tests.flow_runtime.cli.conftest import Call, go_live, only_json, write_flow


def story(answer: str) -> Flow:
    return flow(
        [menu("what", "Sim", "Nao"), end("yes", text=answer), end("no", text="Que pena!")],
        ["what.sim>yes", "what.nao>no", "what.invalid>no"],
    )


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return write_flow(tmp_path, story("Que bom!"), "a"), write_flow(
        tmp_path, story("Que ótimo!"), "b"
    )


def test_two_files_are_compared_with_the_words_marked(
    fluxo: Call, files: tuple[Path, Path]
) -> None:
    result = fluxo("diff", *files)
    assert result.exit_code == 0, result.output
    assert "The goodbye of 'yes' changed." in result.stdout
    assert "Que [-bom-]{+ótimo+}!" in result.stdout


def test_the_same_in_portuguese(fluxo: Call, files: tuple[Path, Path]) -> None:
    assert "mudou." in fluxo("--language", "pt-BR", "diff", *files).stdout


def test_nothing_changed_says_so(fluxo: Call, files: tuple[Path, Path]) -> None:
    result = fluxo("diff", files[0], files[0], "--exit-code")
    assert (result.exit_code, result.stdout.strip()) == (
        0,
        "Nothing changed in the conversation.",
    )


def test_a_pipeline_can_stop_at_a_change(fluxo: Call, files: tuple[Path, Path]) -> None:
    assert fluxo("diff", *files, "--exit-code").exit_code == 1


def test_programs_read_json(fluxo: Call, files: tuple[Path, Path]) -> None:
    (one,) = only_json(fluxo("diff", *files, "--json"))["differences"]
    assert (one["kind"], one["subject"], one["node"]) == ("changed", "node", "yes")
    assert (one["before"]["en"], one["after"]["pt-BR"]) == ("Que bom!", "Que ótimo!")
    assert set(one["sentence"]) == {"pt-BR", "en"}


def test_a_draft_is_compared_with_its_newest_version(
    stored: Call, files: tuple[Path, Path]
) -> None:
    stored("db", "upgrade")
    stored("channel", "set", "loja")
    stored("import", files[0])
    assert "has no version yet" in stored("diff", "story").stderr
    go_live(stored, "story", "loja")
    assert "Nothing changed" in stored("diff", "story").stdout
    stored("import", files[1])
    for named in (("story",), ("story@1", "story"), ("story@1", files[1])):
        result = stored("diff", *named)
        assert "{+ótimo+}" in result.stdout, result.output


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        (("story@x", "story"), "no number of a version"),
        (("story@7", "story"), "does not exist"),
        (("none", "story"), "There is no flow 'none'"),
        (("a.json",), "The second file is missing"),
        (("a.json", "none.json"), "none.json"),
    ],
)
def test_what_is_not_there_is_a_sentence(
    stored: Call, files: tuple[Path, Path], named: tuple[str, ...], sentence: str
) -> None:
    stored("db", "upgrade")
    stored("import", files[0])
    result = stored("diff", *named)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_changed_conversation_tests_are_told_too(
    stored: Call, files: tuple[Path, Path], tmp_path: Path
) -> None:
    stored("db", "upgrade")
    tests = tmp_path / f"{files[0].stem}.tests.yaml"
    written = 'flow: story\nconversations:\n  - name: "Curta"\n    steps: [{say: "sim"}]\n'
    tests.write_text(written, encoding="utf-8")
    assert "The test 'Curta' was removed." in stored("diff", *files).stdout
    stored("import", files[0])
    assert "Nothing changed" in stored("diff", "story", files[0]).stdout
    tests.write_text(written.replace("sim", "não"), encoding="utf-8")
    shown = stored("diff", "story", files[0]).stdout
    assert "The test 'Curta' changed." in shown
    assert "[-sim-]{+não+}" in shown
