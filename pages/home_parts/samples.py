"""The gallery's flows, read from the files that come with Fluxo."""

from pathlib import Path
from typing import Final

import orjson
import sqlalchemy
import streamlit as st

from flow_runtime.conversations.shelf import create_flow, free_id
from flow_runtime.conversations.testing import import_tests
from flow_runtime.editing.documents import Document, copy_document
from flow_runtime.effects import SendMessage
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.library import Library, read_library
from flow_runtime.scripts import ScriptDocument
from flow_runtime.simulator import Simulation
from pages.installation import now
from storage import flows
from storage.drafts import Draft

_MAX_MESSAGES: Final = 4


@st.cache_resource(show_spinner=False)
def samples() -> Library:
    """Return the sample flows.

    Raises:
        FluxoError: A file of this release is broken.
        OSError: A file cannot be read.
    """
    import sample_flows

    return read_library(Path(sample_flows.__path__[0]))


def document_of(flow: Flow) -> Document:
    """Return a sample as a document."""
    document: Document = orjson.loads(dump_flow(flow))
    return document


@st.cache_resource(show_spinner=False)
def first_messages(flow_id: str, language: str) -> tuple[SendMessage, ...]:
    """Return what a customer reads first, in a language if the flow speaks it."""
    program = samples().program(flow_id)
    spoken = language if language in program.flow.languages else None
    shown = Simulation(program, now(), language=spoken).start()
    return tuple([said for said in shown if said.text][:_MAX_MESSAGES])


def add_sample(tx: sqlalchemy.Connection, flow_id: str, *, author: str) -> Draft:
    """Put a sample and its tests on the shelf, with the flows that it calls if they are missing.

    When its id is taken, it gets another one and leaves the flow that has it alone.
    """
    library, taken = samples(), flows.ids(tx)
    for called in _called(library, flow_id):
        if called not in taken:
            _add(tx, called, document_of(library.flows[called]), author=author)
    flow = library.flows[flow_id]
    document = copy_document(document_of(flow), free_id(taken, flow_id), flow.name)
    return _add(tx, flow_id, document, author=author)


def _add(tx: sqlalchemy.Connection, sample_id: str, document: Document, *, author: str) -> Draft:
    """Put a sample's document on the shelf, with the sample's tests."""
    draft = create_flow(tx, document, author=author, now=now())
    tests = _tests(sample_id)
    if tests is not None:
        import_tests(tx, draft.flow_id, tests, author=author, now=now())
    return draft


@st.cache_resource(show_spinner=False)
def _tests(sample_id: str) -> ScriptDocument | None:
    return samples().tests(sample_id)


def called_samples(flow_id: str) -> list[Flow]:
    """Return the samples that a sample calls, directly or through others."""
    library = samples()
    return [library.flows[called] for called in _called(library, flow_id)]


def _called(library: Library, flow_id: str) -> list[str]:
    found: list[str] = []
    waiting = [flow_id]
    while waiting:
        for called in library.flows[waiting.pop()].called_flows():
            if called in library.flows and called not in (flow_id, *found):
                found.append(called)
                waiting.append(called)
    return found
