"""The outline tells a flow as a script: in reading order, each node once, nothing forgotten."""

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

import sample_flows
from flow_runtime.editing.outline import OutlineLine, outline_of
from tests.flow_runtime.building import edges, end, menu, message, node, question

SAMPLES = sorted(Path(sample_flows.__file__).parent.glob("*.json"))


def told(nodes: list[dict[str, Any]], *arrows: str, **fields: Any) -> list[str]:
    """Tell a document as lines of text, two spaces a depth."""
    document = {"nodes": nodes, "edges": edges(*arrows), **fields}
    return [said(line) for line in outline_of(document)]


def said(line: OutlineLine) -> str:
    kinds = {"step": line.name, "jump": f"-> {line.number}", "open": "?", "section": "##"}
    lead = f"{line.lead['pt-BR']}: " if line.lead["pt-BR"] else ""
    return f"{'  ' * line.depth}{lead}{kinds[line.kind]}"


START = node("start", "start")


def test_an_empty_document_has_no_lines():
    assert outline_of({}) == ()


def test_branches_are_indented_and_the_story_goes_on_where_they_meet():
    lines = told(
        [START, menu("help", "Boleto", "Outro"), message("bill", "Aqui"), message("other"), end()],
        "start.next>help",
        "help.boleto>bill",
        "help.outro>other",
        "bill.next>end",
        "other.next>end",
    )
    assert lines == [
        "start",
        "help",
        "  Se responder ‘Boleto’: bill",
        "  -> 5",
        "  Se responder ‘Outro’: other",
        "  -> 5",
        "end",
    ]


def test_exceptions_come_before_the_way_on_which_keeps_its_depth():
    lines = told(
        [START, question("name"), message("sorry", "Não entendi"), end()],
        "start.next>name",
        "name.answered>end",
        "name.invalid>sorry",
        "sorry.next>end",
    )
    assert lines == [
        "start",
        "name",
        "  Não entendido: sorry",
        "  -> 4",
        "Respondeu: end",
    ]


def test_what_several_exceptions_share_is_told_after_the_story():
    lines = told(
        [START, question("name"), question("cpf"), end(), message("help"), end("late")],
        "start.next>name",
        "name.answered>cpf",
        "cpf.answered>end",
        "name.invalid>help",
        "cpf.invalid>help",
        "help.next>late",
    )
    assert lines[-3:] == ["Trechos comuns a vários caminhos: ##", "help", "late"]
    assert lines.count("  Não entendido: -> 5") == 2


def test_an_outcome_that_needs_a_step_says_that_it_is_missing():
    lines = told([START, menu("help", "Boleto")], "start.next>help")
    assert lines == ["start", "help", "  Se responder ‘Boleto’: ?"]


def test_one_branch_that_leads_on_beside_an_open_one_is_no_meeting_place():
    lines = told([START, menu("help", "A", "B"), end()], "start.next>help", "help.a>end")
    assert lines[2:] == ["  Se responder ‘A’: end", "  Se responder ‘B’: ?"]


def test_a_circle_continues_at_the_step_already_told():
    lines = told([START, message("hello")], "start.next>hello", "hello.next>hello")
    assert lines == ["start", "hello", "-> 2"]


def test_a_goto_tells_its_target_in_its_place():
    jump = node("jump", "goto", target="hello")
    lines = told([START, jump, message("hello")], "start.next>jump", "hello.next>jump")
    assert lines == ["start", "jump", "hello", "-> 2"]


def test_commands_the_error_route_and_loose_nodes_have_their_own_sections():
    lines = told(
        [START, end(), message("menu"), message("broken"), message("loose"), end("far")],
        "start.next>end",
        "loose.next>far",
        settings={
            "commands": [{"phrases": ["menu"], "action": "goto", "target": "menu"}],
            "error_route": "broken",
        },
    )
    assert lines[2:] == [
        "Quando disser ‘menu’: ##",
        "menu",
        "?",
        "Quando algo falhar: ##",
        "broken",
        "?",
        "Blocos soltos, a que nada leva: ##",
        "loose",
        "far",
    ]


def test_texts_have_their_places_and_their_names_the_main_ones_first():
    asking = question("cpf", "cpf", text="Seu CPF?", retry_text="De novo?")
    _, line, *_ = outline_of({"nodes": [asking]})
    assert [(text.path, text.value, text.is_main) for text in line.texts] == [
        ("text", "Seu CPF?", True),
        ("retry_text", "De novo?", False),
    ]
    _, line, *_ = outline_of({"nodes": [message("hello", "Oi", "Tudo bem?")]})
    assert [text.title["pt-BR"] for text in line.texts] == ["Balões 1 · Texto", "Balões 2 · Texto"]


def test_labels_of_options_are_texts_of_the_ways_out():
    _, line, *_ = outline_of({"nodes": [menu("help", "Boleto")]})
    assert [text.path for text in line.texts if text.is_of_branch] == ["options.0.label"]


def test_a_type_unknown_here_is_told_by_its_name_and_edges():
    lines = told([node("x", "hologram"), end()], "x.blink>end")
    assert lines == ["Blocos soltos, a que nada leva: ##", "x", "Se ‘blink’: end"]


def test_two_thousand_steps_in_a_row_are_told():
    chain = [message(f"m{number}", "Oi") for number in range(2_000)]
    arrows = [f"m{number}.next>m{number + 1}" for number in range(1_999)]
    assert len(told([START, *chain], "start.next>m0", *arrows)) == 2_002


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_told_completely_and_each_node_once(path: Path):
    document = json.loads(path.read_text(encoding="utf-8"))
    lines = outline_of(document)
    steps = [line.node_id for line in lines if line.kind == "step"]
    assert Counter(steps) == Counter(node["id"] for node in document["nodes"])
    assert len({line.key for line in lines}) == len(lines)


@pytest.mark.parametrize("seed", range(60))
def test_a_document_with_pieces_missing_or_wrong_is_told_all_the_same(seed: int):
    random = Random(seed)
    document = json.loads(random.choice(SAMPLES).read_text(encoding="utf-8"))
    damaged = _damaged(deepcopy(document), random)
    steps = [line.node_id for line in outline_of(damaged) if line.kind == "step"]
    nodes = damaged["nodes"] if isinstance(damaged["nodes"], list) else []
    wanted = {str(node["id"]) for node in nodes if isinstance(node, dict) and "id" in node}
    assert set(steps) == wanted
    assert len(steps) == len(wanted)


def _damaged(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """Take away or spoil a third of the values inside nodes, edges and settings."""
    for part in ("nodes", "edges", "settings"):
        document[part] = _spoilt(document.get(part, {}), random)
    return document


def _spoilt(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        keys = [key for key in value if random.random() > 0.1 or key == "id"]
        return {key: _spoilt(value[key], random) for key in keys}
    if isinstance(value, list):
        return [_spoilt(item, random) for item in value if random.random() > 0.05]
    return random.choice(["", 7, None, True, [], {}]) if random.random() < 0.1 else value
