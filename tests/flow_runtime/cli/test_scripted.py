from pathlib import Path
from xml.etree import ElementTree

import pytest

from flow_runtime.scripts import load_script
from tests.flow_runtime.building import end, flow, menu
from tests.flow_runtime.cli.conftest import Call, only_json, write_flow

CHOICE = flow(
    [menu("what", "Sim", "Nao"), end("yes", text="Que bom!"), end("no", text="Que pena!")],
    ["what.sim>yes", "what.nao>no", "what.invalid>no"],
)
GOOD = """
flow: story
conversations:
  - name: yes
    steps: [{expect: "what?"}, {say: Sim}, {expect: "Que bom!"}, {expect_end: resolved}]
"""
WRONG = GOOD.replace('"Que bom!"', '"Adeus"')


@pytest.fixture
def choice(tmp_path: Path) -> Path:
    (tmp_path / "story.tests.yaml").write_text(GOOD, encoding="utf-8")
    return write_flow(tmp_path, CHOICE)


def test_passing_tests_say_so_and_what_is_not_covered(fluxo: Call, choice: Path) -> None:
    result = fluxo("test", choice)
    assert result.exit_code == 0, result.output
    assert "✓ story: yes" in result.stdout
    assert "1 conversations, 0 failed" in result.stdout
    assert "what → nao" in result.stdout


def test_failing_test_says_what_was_expected(fluxo: Call, choice: Path) -> None:
    choice.with_name("story.tests.yaml").write_text(WRONG, encoding="utf-8")
    result = fluxo("test", choice.parent, "--junit", choice.parent / "report.xml")
    assert result.exit_code == 1
    assert "Adeus" in result.stdout
    suites = ElementTree.parse(choice.parent / "report.xml").getroot()  # noqa: S314 - our own file
    assert [suite.get("failures") for suite in suites] == ["1"]


def test_json_report_is_one_object(fluxo: Call, choice: Path) -> None:
    (report,) = only_json(fluxo("test", choice.with_name("story.tests.yaml"), "--json"))["flows"]
    assert (report["flow"], report["passed"]) == ("story", True)
    assert 0 < report["coverage"]["share"] < 1
    assert ["what", "nao"] in report["coverage"]["missed_outcomes"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("flow: other\nconversations: [{name: a, steps: [{say: x}]}]", "Correct one of them"),
        ("flow: [", "no valid YAML"),
        ("a: &a [*a, *a]", "Anchors"),
        ("", "flow"),
    ],
)
def test_unusable_tests_are_a_sentence(fluxo: Call, choice: Path, text: str, sentence: str) -> None:
    choice.with_name("story.tests.yaml").write_text(text, encoding="utf-8")
    result = fluxo("test", choice)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_nothing_to_test_is_a_failure(fluxo: Call, tmp_path: Path) -> None:
    assert "No test was found" in fluxo("test", tmp_path).stderr
    assert "does not exist" in fluxo("test", tmp_path / "none").stderr
    assert "cannot be read" in fluxo("test", write_flow(tmp_path, CHOICE)).stderr


def test_explorer_shows_every_path(fluxo: Call, choice: Path) -> None:
    result = fluxo("explore", choice)
    assert result.exit_code == 0, result.output
    assert "start → what → yes" in result.stdout
    assert "coverage: 100%" in result.stdout


def test_explored_paths_are_tests_that_pass(fluxo: Call, choice: Path) -> None:
    printed = fluxo("explore", choice, "--yaml").stdout
    assert load_script(printed).flow == "story"
    choice.with_name("story.tests.yaml").write_text(printed, encoding="utf-8")
    (report,) = only_json(fluxo("test", choice, "--json"))["flows"]
    assert report["passed"]
    assert report["coverage"]["share"] == 1


# -- stored drafts -----------------------------------------------------------------------------


def test_tests_come_in_with_their_flow_and_run_on_the_stored_draft(
    stored: Call, choice: Path
) -> None:
    assert "1 conversation tests" in stored("import", choice).stdout
    for arguments in ((), ("--flow", "story")):
        result = stored("test", *arguments)
        assert result.exit_code == 0, result.output
        assert "✓ story: yes" in result.stdout


def test_tests_go_out_beside_their_flow_and_come_in_again(
    stored: Call, choice: Path, tmp_path: Path
) -> None:
    stored("import", choice)
    assert "Tests written" in stored("export", "story", "--output", tmp_path / "out.json").stdout
    assert load_script((tmp_path / "out.tests.yaml").read_bytes()) == load_script(GOOD)
    assert stored("test", tmp_path / "out.tests.yaml").exit_code == 0


def test_a_file_of_wrong_tests_brings_nothing_in(stored: Call, choice: Path) -> None:
    choice.with_name("story.tests.yaml").write_text("flow: [", encoding="utf-8")
    result = stored("import", choice)
    assert result.exit_code == 1
    assert "story.tests.yaml was not imported" in result.stderr
    assert "none yet" in stored("export", "story").stderr


def test_tests_of_another_flow_are_refused(stored: Call, choice: Path) -> None:
    choice.with_name("story.tests.yaml").write_text(GOOD.replace("story", "other"))
    assert "Correct one of them" in stored("import", choice).stderr


def test_a_stored_draft_that_fails_its_tests_fails_the_command(stored: Call, choice: Path) -> None:
    choice.with_name("story.tests.yaml").write_text(WRONG, encoding="utf-8")
    stored("import", choice)
    result = stored("test")
    assert result.exit_code == 1
    assert "Adeus" in result.stdout


def test_an_installation_without_tests_says_where_they_come_from(stored: Call) -> None:
    result = stored("test")
    assert result.exit_code == 1
    assert "keep conversations as tests in the editor" in result.stderr


def test_a_flow_that_is_not_there_is_told_about(stored: Call) -> None:
    result = stored("test", "--flow", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
