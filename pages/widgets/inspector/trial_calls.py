"""Trying a call to another system: the request that the runtime would make, and what came back.

The request comes out of the engine itself, so that a trial asks what a conversation would ask; it
leaves by the runtime's own door, with its guard, its secrets and its masks.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from time import perf_counter
from typing import Final
from uuid import uuid4

from pydantic import JsonValue

from flow_runtime.checks.reading import root_of
from flow_runtime.conversations.sending import Sender, SendingFailed
from flow_runtime.editing import Document
from flow_runtime.editing.documents import Item
from flow_runtime.effects import CallApi
from flow_runtime.errors import FluxoError
from flow_runtime.formula_errors import FormulaError
from flow_runtime.http import HttpResponse, OutboundError, json_value
from flow_runtime.loading import load_document
from flow_runtime.program import compile_flow
from flow_runtime.simulator import Simulation
from flow_runtime.texts import parse_header, parse_text, split_secrets
from pages.widgets.inspector.example_values import BUILT_IN, MOMENT
from pages.widgets.inspector.places import value_at
from storage.errors import StorageError

MAX_TEXT_CHARACTERS: Final = 20_000
_TEXTS_OF_NODE: Final = ("query", "headers", "body")

Words = Mapping[str, str]

_NOT_MADE: Final[Words] = {
    "pt-BR": "O bloco ainda não está pronto para chamar. Veja as pendências dele.",
    "en": "The block is not ready to call yet. See its problems.",
}
_SECRET_WITHOUT_CONNECTION: Final[Words] = {
    "pt-BR": "Segredos só saem por uma conexão. Escolha a conexão do sistema.",
    "en": "Secrets leave only through a connection. Choose the system's connection.",
}
_FAILURES: Final[Mapping[str, Words]] = {
    "unknown_connection": {
        "pt-BR": "A conexão não existe nesta instalação. Escolha outra.",
        "en": "This installation has no such connection. Choose another one.",
    },
    "no_secret_key": {
        "pt-BR": "A conexão usa um segredo e esta instalação não tem chave. Fale com o admin.",
        "en": "The connection uses a secret and this installation has no key. Ask the admin.",
    },
    "unknown_secret": {
        "pt-BR": "Falta cadastrar um segredo que a conexão usa. Fale com o admin.",
        "en": "A secret that the connection uses is not stored yet. Ask the admin.",
    },
}
_UNKNOWN_FAILURE: Final[Words] = {
    "pt-BR": "A chamada não pôde ser feita. Tente de novo.",
    "en": "The call could not be made. Try again.",
}


class TrialRefused(Exception):
    """The call was not made, or brought no answer; `words` says why in both languages."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words["en"])


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """What the other system answered; `body` is JSON, or a text where it was none."""

    status: int
    elapsed_ms: int
    body: JsonValue

    @property
    def is_good(self) -> bool:
        """Whether the node would leave by its success."""
        return 200 <= self.status < 300


def paths_read(node: Item) -> list[str]:
    """Return what a call reads, in the order of the form; texts that do not parse read nothing."""
    texts = [node.get("url")]
    for name in _TEXTS_OF_NODE:
        pairs = node.get(name)
        texts += pairs.values() if isinstance(pairs, dict) else ()
    paths = [path for text in texts if isinstance(text, str) for path in sorted(_read_by(text))]
    return list(dict.fromkeys(paths))


def _read_by(text: str) -> frozenset[str]:
    try:
        return parse_header(text).variables if "{{secret:" in text else parse_text(text).variables
    except FormulaError:
        return frozenset()


def inputs_of(node: Item) -> list[str]:
    """Return what a person types for a trial: variables by name, the contact's data by path."""
    found = [
        path if path.startswith("contact.") else root_of(path)
        for path in paths_read(node)
        if path.startswith("contact.") or root_of(path) not in BUILT_IN
    ]
    return list(dict.fromkeys(found))


def call_of(document: Document, node: Item, values: Mapping[str, JsonValue]) -> CallApi:
    """Return the call that the runtime would make with some values.

    Raises:
        TrialRefused: The node is not ready, or would send a secret outside a connection.
    """
    start = "start" if node.get("id") != "start" else "begin"
    mini: Document = {
        "schema_version": 1,
        "id": "trial",
        "name": "trial",
        "language": value_at(document, "language") or "pt-BR",
        "variables": value_at(document, "variables") or [],
        "nodes": [{"id": start, "type": "start", "name": start}, node],
        "edges": [{"source": start, "outcome": "next", "target": node.get("id")}],
    }
    try:
        program = compile_flow(load_document(mini).flow)
    except FluxoError as invalid:
        raise TrialRefused(_NOT_MADE) from invalid
    simulation = Simulation(program, MOMENT, contact=_contact(values), answers=False)
    own = {name: value for name, value in values.items() if "." not in name}
    simulation.start(variables=own)
    effects = [effect for turn in simulation.turns for effect in turn.effects]
    call = next((effect for effect in effects if isinstance(effect, CallApi)), None)
    if call is None:
        raise TrialRefused(_NOT_MADE)
    if call.connection is None and any(split_secrets(value) for _, value in call.headers):
        raise TrialRefused(_SECRET_WITHOUT_CONNECTION)
    return replace(call, idempotency_key=f"trial-{uuid4().hex}")


def _contact(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    typed = {path.partition(".")[2]: v for path, v in values.items() if path.startswith("contact.")}
    known = BUILT_IN["contact"]
    return {**(known if isinstance(known, dict) else {}), **typed}


def send(call: CallApi, sender: Sender) -> TrialAnswer:
    """Make the call, once, whatever its number of tries.

    Raises:
        TrialRefused: It was refused, or no usable answer came; the words say why.
    """
    began = perf_counter()
    try:
        response = asyncio.run(sender.call_api(asdict(call)))
    except OutboundError as error:
        raise TrialRefused(error.sentence) from error
    except SendingFailed as error:
        raise TrialRefused(_FAILURES.get(error.code, _UNKNOWN_FAILURE)) from error
    except StorageError as error:
        raise TrialRefused(_UNKNOWN_FAILURE) from error
    elapsed_ms = round((perf_counter() - began) * 1_000)
    return TrialAnswer(response.status, elapsed_ms, _body(response))


def _body(response: HttpResponse) -> JsonValue:
    value = json_value(response)
    if value is None and response.body:
        return response.body.decode("utf-8", "replace").replace("\x00", "")[:MAX_TEXT_CHARACTERS]
    return value
