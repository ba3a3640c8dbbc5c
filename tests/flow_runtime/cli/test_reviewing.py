"""`fluxo submit`, `approve`, `send-back` and `reviews`: two people, from a terminal."""

from pathlib import Path

import pytest

from tests.flow_runtime.building import end, flow, message
from tests.flow_runtime.cli.conftest import Call, only_json, write_flow

TESTS = """
flow: story
conversations:
  - name: Cumprimenta
    steps: [{expect: "Olá!"}, {expect: "Até logo!"}]
"""
REASON = ("--warnings-reason", "serve assim", "--as", "ana")


def imported(stored: Call, folder: Path, text: str = "Olá!") -> None:
    built = flow([message("hello", text), end(text="Até logo!")], ["hello.next>end"])
    (folder / "story.tests.yaml").write_text(TESTS, encoding="utf-8")
    result = stored("import", write_flow(folder, built), "--as", "ana")
    assert result.exit_code == 0, result.output


@pytest.fixture
def company(stored: Call, tmp_path: Path) -> Call:
    """An installation with a channel and a draft with a test."""
    stored("channel", "set", "loja")
    imported(stored, tmp_path)
    return stored


def test_from_a_draft_to_the_air(company: Call) -> None:
    assert "Nothing waits" in company("reviews").stdout
    told = company("submit", "story", "--comment", "Nova saudação", *REASON).stdout
    assert "1 conversation tests pass; coverage: 100%" in told
    assert "fluxo approve story@1" in told
    for word in ("story@1", "ana", "Nova saudação"):
        assert word in company("reviews").stdout
    assert "not approved" in company("publish", "story@1", "--channel", "loja").stderr.lower()
    assert company("approve", "story@1", "--as", "bia", "--reason", "boa").exit_code == 0
    assert company("publish", "story@1", "--channel", "loja").exit_code == 0
    shown = company("reviews", "story").stdout
    for word in ("approved", "bia", "boa"):
        assert word in shown
    assert "Nothing waits" in company("reviews").stdout


def test_a_version_is_sent_back_and_comes_again(company: Call, tmp_path: Path) -> None:
    company("submit", "story", *REASON)
    assert company("send-back", "story@1", "--as", "bia").exit_code == 2
    assert company("send-back", "story@1", "--as", "bia", "--reason", "Falta algo").exit_code == 0
    assert "was sent back: change" in company("submit", "story", *REASON).stderr
    imported(company, tmp_path, "Bom dia!")
    result = company("submit", "story", *REASON)
    assert "Tests that fail: “Cumprimenta”" in result.stderr, result.output
    imported(company, tmp_path, "Olá! Tudo bem?")
    assert "story@2" in company("submit", "story", *REASON).stdout


def test_who_made_it_does_not_approve_it(company: Call) -> None:
    company("submit", "story", *REASON)
    for name in ("ana", "Ana", "ÁNA "):
        result = company("approve", "story@1", "--as", name)
        assert (result.exit_code, "version of their own" in result.stderr) == (1, True)


def test_warnings_need_a_reason(company: Call) -> None:
    result = company("--language", "pt-BR", "submit", "story")
    assert result.exit_code == 1
    assert "escreva por que o fluxo pode seguir" in result.stderr
    assert "Traceback" not in result.output


def test_programs_read_json(company: Call) -> None:
    given = only_json(company("submit", "story", "--comment", "Olá", *REASON, "--json"))
    assert (given["flow"], given["version"], given["state"]) == ("story", 1, "waiting")
    assert given["submission"]["warnings_reason"] == "serve assim"
    assert given["submission"]["tests"]["coverage"] == 1.0
    [waiting] = only_json(company("reviews", "--json"))["waiting"]
    assert (waiting["sha256"], waiting["by"], waiting["comment"]) == (given["sha256"], "ana", "Olá")
    wrong = company("approve", "story@1", "--as", "bia", "--sha256", "0" * 64)
    assert "not the one that was looked at" in wrong.stderr
    seen = ("--sha256", waiting["sha256"])
    decided = only_json(company("approve", "story@1", "--as", "bia", *seen, "--json"))
    assert (decided["verdict"], decided["by"], decided["by_author"]) == ("approved", "bia", False)
    back = ("send-back", "story@1", "--as", "caio", "--reason", "Não", "--json")
    assert only_json(company(*back))["verdict"] == "sent_back"
    [version] = only_json(company("reviews", "story", "--json"))["versions"]
    assert [one["by"] for one in version["decisions"]] == ["caio", "bia"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("submit", "nope"), "does not exist"),
        (("approve", "story"), "Say which version"),
        (("approve", "story@x"), "no number of a version"),
        (("approve", "story@7"), "does not exist"),
        (("send-back", "nope@1", "--reason", "x"), "does not exist"),
        (("publish", "story", "--channel", "loja"), "Say which version"),
        (("reviews", "nope"), "does not exist"),
    ],
)
def test_what_is_not_there_is_a_sentence(
    company: Call, command: tuple[str, ...], sentence: str
) -> None:
    result = company(*command)
    assert (result.exit_code, sentence in result.stderr) == (1, True), result.output


def test_a_flow_without_versions_says_so(company: Call) -> None:
    assert "no version yet" in company("reviews", "story").stdout
