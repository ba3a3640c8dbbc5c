import json
import re
from pathlib import Path

import pytest

from flow_runtime.flow import dump_flow
from flow_runtime.schema import flow_schema_text
from tests.flow_runtime.building import end, flow, message, node, question
from tests.flow_runtime.cli.conftest import Call, only_json, write_flow

GREETING = flow([message("hello", "Olá!"), end(text="Até logo!")], ["hello.next>end"])
OPEN_PORT = flow([question("name"), end(text="Até logo!")], [])
HANDOFF = flow(
    [node("person", "handoff", queue="suporte"), end(text="Até logo!")],
    ["person.resolved>end"],
)
CALLER = flow(
    [node("call", "subflow", flow="inner"), end(text="Até logo!")],
    ["call.done>end", "call.failed>end"],
    id="outer",
)

HOSTILE_BYTES = {
    "empty": b"",
    "spaces": b"  \n",
    "truncated": b'{"schema_version": 1, "nodes": [',
    "not_utf8": '{"name": "ação"}'.encode("latin-1"),
    "utf16": '{"schema_version": 1}'.encode("utf-16"),
    "nul": b'{"schema_version": 1, "name": "\\u0000"}',
    "garbage": bytes(range(256)) * 800,
    "deep": b"[" * 100_000,
    "nan": b'{"schema_version": NaN}',
    "list": b"[]",
    "huge_number": b'{"schema_version": ' + b"9" * 6_000 + b"}",
    "duplicate_key": b'{"schema_version": 1, "schema_version": 2}',
    "unknown_type": b'{"schema_version":1,"id":"a","name":"A","nodes":[{"id":"x","type":"bomb"}]}',
    "wrong_shape": b'{"schema_version":1,"id":"a","name":"A","nodes":{"x":1},"edges":7}',
    "newer": b'{"schema_version": 99}',
    "too_large": b" " * 6_000_000,
    "markup": b'{"schema_version":1,"id":"a","name":"[red]x[/nope]","nope[/]":1}',
}


def test_good_flow_has_no_errors(fluxo: Call, tmp_path: Path) -> None:
    result = fluxo("validate", write_flow(tmp_path, GREETING))
    assert result.exit_code == 0, result.output


def test_a_folder_without_flows_fails(fluxo: Call, tmp_path: Path) -> None:
    result = fluxo("validate", tmp_path)
    assert result.exit_code == 1
    assert "No flow was found" in result.stderr


def test_json_names_code_place_node_and_both_sentences(fluxo: Call, tmp_path: Path) -> None:
    result = fluxo("validate", write_flow(tmp_path, OPEN_PORT), "--json")
    assert result.exit_code == 1
    (checked,) = only_json(result)["files"]
    errors = [found for found in checked["problems"] if found["severity"] == "error"]
    assert "port.open" in {found["code"] for found in errors}
    for found in checked["problems"]:
        assert set(found) == {"code", "severity", "pointer", "node", "sentence", "fix"}
        assert found["sentence"]["pt-BR"]
        assert found["sentence"]["en"]


@pytest.mark.parametrize("language", ["pt_BR.UTF-8", "en_US.UTF-8", "C"])
def test_people_read_the_sentence_and_the_name_of_the_node(
    fluxo: Call, tmp_path: Path, language: str
) -> None:
    path = write_flow(tmp_path, OPEN_PORT)
    result = fluxo("validate", path, env={"LANG": language})
    (checked,) = only_json(fluxo("validate", path, "--json"))["files"]
    spoken = "pt-BR" if language.startswith("pt") else "en"
    first_words = checked["problems"][0]["sentence"][spoken].split()[:3]
    assert " ".join(first_words) in re.sub(r"\s+", " ", result.output)
    assert "name" in result.output


def test_option_chooses_the_language_over_the_environment(fluxo: Call, tmp_path: Path) -> None:
    path = write_flow(tmp_path, OPEN_PORT)
    result = fluxo("--language", "pt-BR", "validate", path)
    assert "erro" in result.output
    assert "error" not in result.output


@pytest.mark.parametrize("name", HOSTILE_BYTES)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_hostile_file_gives_located_problems_and_no_traceback(
    fluxo: Call, tmp_path: Path, name: str, form: tuple[str, ...]
) -> None:
    path = tmp_path / f"{name}.json"
    path.write_bytes(HOSTILE_BYTES[name])
    result = fluxo("validate", path, *form)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    if form:
        (checked,) = only_json(result)["files"]
        assert all(found["code"] for found in checked["problems"])
        assert checked["problems"]


def test_every_prefix_of_a_flow_is_refused_with_a_sentence(fluxo: Call, tmp_path: Path) -> None:
    whole = dump_flow(OPEN_PORT, indented=False).rstrip()
    for length in range(0, len(whole), 97):
        (tmp_path / f"{length:05}.json").write_bytes(whole[:length])
    result = fluxo("validate", tmp_path, "--json")
    checked = only_json(result)["files"]
    assert len(checked) == len(range(0, len(whole), 97))
    assert all(found["problems"] for found in checked)


def test_missing_file_does_not_stop_the_others(fluxo: Call, tmp_path: Path) -> None:
    good = write_flow(tmp_path, GREETING)
    result = fluxo("validate", tmp_path / "nowhere.json", good, "--json")
    first, second = only_json(result)["files"]
    assert result.exit_code == 1
    assert first["problems"][0]["code"] == "file.unreadable"
    assert all(found["severity"] == "warning" for found in second["problems"])


def test_strict_fails_on_warnings_alone(fluxo: Call, tmp_path: Path) -> None:
    alone = flow([message("hello", "Olá!"), end()], ["hello.next>end"], languages=["pt-BR", "en"])
    path = write_flow(tmp_path, alone)
    checked = only_json(fluxo("validate", path, "--json"))["files"]
    severities = {found["severity"] for found in checked[0]["problems"]}
    assert severities == {"warning"}
    assert fluxo("validate", path).exit_code == 0
    assert fluxo("validate", path, "--strict").exit_code == 1


# -- the folder --------------------------------------------------------------------------------


def codes(fluxo: Call, path: Path) -> set[str]:
    (checked,) = only_json(fluxo("validate", path, "--json"))["files"]
    return {found["code"] for found in checked["problems"] if found["severity"] == "error"}


def test_workspace_beside_the_flow_says_which_queues_exist(fluxo: Call, tmp_path: Path) -> None:
    path = write_flow(tmp_path, HANDOFF)
    assert "ref.queue" not in codes(fluxo, path)
    workspace = tmp_path / "workspace.yaml"
    workspace.write_text("queues: [{id: vendas, name: Vendas}]", encoding="utf-8")
    assert "ref.queue" in codes(fluxo, path)
    workspace.write_text("queues: [{id: suporte, name: Suporte}]", encoding="utf-8")
    assert "ref.queue" not in codes(fluxo, path)


@pytest.mark.parametrize("text", ["queues: 7", "[1", "a: &a [*a]", "queues: [{id: X}]"])
def test_broken_workspace_is_a_problem_of_the_flow(fluxo: Call, tmp_path: Path, text: str) -> None:
    (tmp_path / "workspace.yaml").write_text(text, encoding="utf-8")
    assert codes(fluxo, write_flow(tmp_path, HANDOFF))


def test_called_flow_is_found_in_the_same_folder(fluxo: Call, tmp_path: Path) -> None:
    path = write_flow(tmp_path, CALLER)
    assert "ref.flow" in codes(fluxo, path)
    inner = flow([message("hi", "Oi"), end()], ["hi.next>end"], id="inner")
    write_flow(tmp_path, inner, name="any-name")
    assert "ref.flow" not in codes(fluxo, path)


def test_folder_means_all_its_flows(fluxo: Call, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write_flow(tmp_path, GREETING, name="b")
    write_flow(tmp_path / "deep", GREETING, name="a")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.json").write_text("{")
    checked = only_json(fluxo("validate", tmp_path, "--json"))["files"]
    assert [Path(found["file"]).name for found in checked] == ["b.json", "a.json"]


# -- the schema --------------------------------------------------------------------------------


def test_schema_is_printed_as_it_is_kept(fluxo: Call) -> None:
    assert fluxo("schema").stdout == flow_schema_text()


def test_schema_check_tells_a_stale_file(fluxo: Call, tmp_path: Path) -> None:
    file = tmp_path / "docs" / "flow.schema.json"
    file.parent.mkdir()
    assert fluxo("schema", "--output", file).exit_code == 0
    assert fluxo("schema", "--check").exit_code == 0
    file.write_text(json.dumps({}), encoding="utf-8")
    stale = fluxo("schema", "--check")
    assert stale.exit_code == 1
    assert "fluxo schema --output" in stale.stderr
