"""What the canvas draws: every node of any draft, and patches that lead from state to state."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.editing import apply_changes, read_changes
from flow_runtime.editing.documents import Document, nodes_of
from flow_runtime.editing.places import CARD_WIDTH, card_places, placed
from flow_runtime.editing.view import FlowView, patch_between, patched, view_of
from tests.flow_runtime.building import message, node, question
from tests.flow_runtime.editing.documents import SAMPLES, copied, gestures, small, unhurried
from tests.hostile.mutations import Mutation, mutated, mutations


def after(document: Document, *changes: dict[str, Any]) -> Document:
    return apply_changes(document, read_changes(changes))


def card(view: FlowView, node_id: str) -> dict[str, Any]:
    found: Any = view.cards[node_id]
    return found


def test_a_card_shows_the_text_and_every_way_out():
    shown = card(view_of(small(), "pt-BR"), "choose")
    assert shown["summary"] == "choose?"
    assert shown["text_path"] == "text"
    ways = {
        way["id"]: (way["label"], way["required"], way["falls_to"]) for way in shown["outcomes"]
    }
    assert ways == {
        "sim": ("Sim", True, None),
        "nao": ("Não", True, None),
        "invalid": ("Não entendido", False, "error_route"),
        "timeout": ("Sem resposta", False, "idle_rule"),
    }


@pytest.mark.parametrize(
    ("fields", "language", "summary"),
    [
        (node("c", "condition", branches=[{"id": "a", "name": "A", "rows": [
            {"variable": "cpf", "operator": "is_set"}]}]), "pt-BR", "cpf está preenchido"),
        (node("c", "condition", branches=[{"id": "a", "name": "A", "match": "any", "rows": [
            {"variable": "x", "operator": "greater", "value": 2},
            {"variable": "y", "operator": "is_true"}]}]), "en", "x is greater than 2 or y is true"),
        (node("a", "api", url="/customers/{{ cpf }}", connection="erp"), "en", "GET /customers/…"),
        (node("s", "set", assignments=[{"variable": "total", "cel": "a + 1"}]), "en",
         "total = a + 1"),
        (node("s", "set", assignments=[{"variable": "n", "action": "increment", "literal": 2}]),
         "pt-BR", "n: Somar 2"),
        (node("w", "wait", until="duration", duration_s=7200), "pt-BR", "Um tempo: 2 h"),
        (node("g", "goto", target="hello"), "en", "Olá de novo"),
        (message("m", "Oi", "", "Tudo bem?"), "en", "Oi\nTudo bem?"),
        (node("x", "start"), "en", "Any message"),
    ],
)  # fmt: skip
def test_a_card_says_what_the_node_does(fields: dict[str, Any], language: str, summary: str):
    document = {"nodes": [fields, message("hello", "Oi") | {"name": "Olá de novo"}]}
    assert card(view_of(document, language), fields["id"])["summary"] == summary


def test_an_unknown_type_is_kept_and_drawn_with_the_edges_it_has():
    document = after(
        small(),
        {"change": "put_node", "node": node("odd", "hologram", beam=3)},
        {"change": "put_edge", "source": "odd", "outcome": "shown", "target": "bye"},
    )
    shown = card(view_of(document, "en"), "odd")
    assert shown["unknown"] is True
    assert shown["node"]["beam"] == 3
    assert [way["id"] for way in shown["outcomes"]] == ["shown"]


def test_an_unfinished_node_still_has_its_ways_out():
    broken = question("ask") | {"save_as": None, "answer": {}, "strange": 1}
    ways = card(view_of({"nodes": [broken]}, "en"), "ask")["outcomes"]
    assert [way["id"] for way in ways] == ["answered", "invalid", "timeout"]


def test_what_does_not_change_is_the_same_object():
    document = small()
    first = view_of(document, "en")
    moved = after(document, {"change": "place", "id": "ask", "at": [8, 8]})
    second = view_of(moved, "en", earlier=first)
    assert all(second.cards[key] is first.cards[key] for key in first.cards)
    assert patch_between(first, second) == {"layout": {"ask": [8, 8]}}


def test_a_card_that_names_another_follows_its_name():
    document = after(small(), {"change": "put_node", "node": node("jump", "goto", target="ask")})
    first = view_of(document, "en")
    renamed = after(document, {"change": "set", "node": "ask", "path": "name", "value": "Pergunta"})
    patch: Any = patch_between(first, view_of(renamed, "en", earlier=first))
    assert patch["cards"]["jump"]["summary"] == "Pergunta"
    assert set(patch["cards"]) == {"ask", "jump"}


def test_translations_stand_by_language_and_place():
    document = after(
        small(),
        {"change": "set_translation", "language": "en", "key": "ask.text", "value": "Your CPF?"},
    )
    first = view_of(document, "en")
    assert first.translations == {
        "en": {"hello.bubbles.0.text": "Hello, {{ answer }}!", "ask.text": "Your CPF?"}
    }
    without = after(document, {"change": "remove_node", "id": "ask"})
    patch = patch_between(first, view_of(without, "en", earlier=first))
    assert patched(first.json, patch)["translations"] == {
        "en": {"hello.bubbles.0.text": "Hello, {{ answer }}!"}
    }


def test_another_language_is_another_view():
    first = view_of(small(), "en")
    second = view_of(small(), "pt-BR", earlier=first)
    assert card(second, "choose")["outcomes"][2]["label"] == "Não entendido"


@unhurried
@given(
    name=st.sampled_from(sorted(SAMPLES)),
    steps=st.integers(1, 6),
    chance=st.integers(0, 2**63).map(random.Random),
)
def test_a_patch_leads_from_one_view_to_the_next(name: str, steps: int, chance: random.Random):
    document = SAMPLES[name]
    view = view_of(document, "en")
    ids = [str(node["id"]) for node in nodes_of(document)]
    for _ in range(steps):
        document = after(document, *gestures(chance, ids, "own"))
        following = view_of(document, "en", earlier=view)
        assert following.json == view_of(copied(document), "en").json
        assert patched(view.json, patch_between(view, following)) == following.json
        view = following


@unhurried
@given(name=st.sampled_from(sorted(SAMPLES)), changes=mutations)
def test_any_json_can_be_drawn(name: str, changes: list[Mutation]):
    document = mutated(SAMPLES[name], changes)
    if isinstance(document, dict):
        view = view_of(document, "pt-BR")
        assert set(view.layout) == set(view.cards)


def test_cards_without_a_place_get_one_where_nothing_lies():
    document = {**SAMPLES["segunda-via-boleto"], "layout": {"greeting": [880, 80]}}
    places = card_places(document)
    assert places["greeting"] == (880, 80)
    corners = sorted(places.values())
    for index, (x, y) in enumerate(corners):
        for other_x, other_y in corners[index + 1 :]:
            assert abs(other_x - x) >= CARD_WIDTH or abs(other_y - y) >= 80
    whole = placed(document)
    assert placed(whole) is whole
    assert card_places(whole) == places
