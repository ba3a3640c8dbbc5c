"""The palette: whatever is dragged from it can be read, speaks the language and leads somewhere."""

from typing import Any, ClassVar, Literal

import orjson
import pytest

from flow_runtime.editing import catalogue
from flow_runtime.editing.catalogue import new_node, node_catalogue
from flow_runtime.loading import load_document
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Line, Model, Slug, form

LANGUAGES = ("pt-BR", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_is_there_and_its_template_can_be_read(language: str):
    kinds = node_catalogue(language)
    assert {kind.type for kind in kinds} == set(NODE_TYPES)
    for kind in kinds:
        others = [] if kind.type == "start" else [{"id": "s", "type": "start", "name": "S"}]
        load_document(
            {
                "schema_version": 1,
                "id": "new",
                "name": "New",
                "nodes": [*others, {**kind.template, "id": "n"}],
            }
        )
        assert kind.template["name"] == kind.name
        assert "id" not in kind.template


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_it_is_and_what_mostly_follows(language: str):
    for kind in node_catalogue(language):
        assert kind.name
        assert kind.description
        assert kind.icon
        assert set(kind.likely_next) <= set(NODE_TYPES)
        assert len(kind.likely_next) == (6 if kind.outcomes else len(kind.likely_next))
        assert orjson.loads(orjson.dumps(kind.json))["type"] == kind.type


def test_the_templates_speak_the_language():
    menus = {lang: new_node("menu", lang) for lang in LANGUAGES}
    assert menus["pt-BR"]["text"] == "Como posso ajudar?"
    assert menus["en"]["text"] == "How can I help?"
    options: Any = menus["en"]["options"]
    assert [option["id"] for option in options] == ["option_1", "option_2"]
    assert new_node("question", "en")["answer"] == {"kind": "text"}


def test_after_a_question_the_usual_steps_come_first():
    question = next(kind for kind in node_catalogue("en") if kind.type == "question")
    assert question.likely_next == ("condition", "api", "message", "set", "menu", "handoff")
    assert question.text_path == "text"


class Part(Model):
    id: Slug
    name: Line = form("Nome", "Name", min_length=1)
    size: int = form("Tamanho", "Size", ge=3)


class HologramNode(Node):
    INFO: ClassVar[NodeInfo] = NodeInfo(
        Family.SAY, "cube", {"pt-BR": "Holograma", "en": "Hologram"}, {"pt-BR": "…", "en": "…"}
    )

    type: Literal["hologram"]
    title: Line = form("Título", "Title", min_length=1)
    parts: tuple[Part, ...] = form("Partes", "Parts", min_length=2)
    kind: Literal["small", "large"] = form("Tipo", "Kind")

    def outcomes(self) -> tuple[Outcome, ...]:
        return ()


def test_a_new_type_needs_no_template(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogue, "form_of", lambda _: catalogue_form)
    monkeypatch.setitem(catalogue.NODE_TYPES, "hologram", HologramNode)  # type: ignore[arg-type]
    template = new_node("hologram", "en")
    assert (
        HologramNode.model_validate_json(orjson.dumps({**template, "id": "n"})).name == "Hologram"
    )


catalogue_form = catalogue.form_of(HologramNode)
