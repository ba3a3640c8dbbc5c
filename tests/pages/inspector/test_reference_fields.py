"""Pickers of what a node refers to."""

from flow_runtime.workspace import Workspace
from tests.pages.inspector.desks import document_of, inspect

HANDOFF = {"id": "h", "type": "handoff", "name": "H", "queue": "suporte"}


def test_things_of_one_name_are_told_apart():
    queues = [{"id": i, "name": n} for i, n in (("a", "Vendas"), ("b", "Vendas"), ("c", "Nenhum"))]
    workspace = Workspace.model_validate({"queues": tuple(queues)}, strict=False)
    inspector = inspect(document_of(HANDOFF), "h", workspace=workspace)
    options = inspector.widget("queue").options
    assert options == [
        "Nenhum",
        "Vendas (a)",
        "Vendas (b)",
        "Nenhum (c)",
        "suporte (não encontrado)",
    ]
    assert inspector.choose("queue", "b").node()["queue"] == "b"


def test_a_jump_offers_the_other_blocks_by_name():
    document = document_of({"id": "g", "type": "goto", "name": "G", "target": "start"})
    options = inspect(document, "g").widget("target").options
    assert options == ["Nenhum", "Início"]


def test_a_flow_does_not_call_itself():
    document = document_of({"id": "s", "type": "subflow", "name": "S", "flow": "other"})
    flows = {"story": "Esta", "other": "Outro fluxo"}
    inspector = inspect(document, "s", flows=flows)
    assert inspector.widget("flow").options == ["Nenhum", "Outro fluxo"]


def test_an_installation_without_calendars_says_so():
    document = document_of({"id": "h", "type": "hours", "name": "H", "calendar": ""})
    assert "Ainda não há nenhum" in inspect(document, "h", workspace=Workspace()).shown
