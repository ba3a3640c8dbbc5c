"""A simulator of one tab with a small flow, as the page drives it."""

from collections.abc import Sequence
from typing import Any, Final

from flow_runtime.editing import Document
from flow_runtime.flow import Flow
from flow_runtime.workspace import Workspace
from pages.simulating.drafts import CompiledDraft, compiled
from pages.simulating.simulator import Simulator
from tests.flow_runtime.building import TUESDAY_MORNING, end, flow, node, question

OPTIONS: Final = [{"id": "pay", "label": "Pagar"}, {"id": "person", "label": "Atendente"}]


def shop(arrows: Sequence[str] = ("choose.pay>bye", "choose.person>bye")) -> Flow:
    """Return a flow that asks a name and offers two choices."""
    return flow(
        [
            question("name", text="Como você se chama?", save_as="nome"),
            node("choose", "menu", text="Oi, {{ nome }}!", options=OPTIONS),
            end("bye", text="Tchau, {{ nome }}!"),
        ],
        ["name.answered>choose", *arrows],
    )


def document_of(wanted: Flow) -> Document:
    """Return a flow as the editor holds it."""
    document: dict[str, Any] = wanted.model_dump(mode="json")
    return document


def draft_of(document: Document) -> CompiledDraft:
    """Compile a draft that stands alone."""
    return compiled(document, workspace=Workspace(), flows={})


def simulator(wanted: Flow | None = None) -> Simulator:
    """Return a simulator whose conversation has begun."""
    one = Simulator()
    one.take(draft_of(document_of(wanted or shop())))
    one.begin(TUESDAY_MORNING)
    return one
