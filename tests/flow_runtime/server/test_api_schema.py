"""Every route under generated requests, right and wrong: no 500, and answers as documented."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from storage.database import Database
from tests.flow_runtime.building import end, flow, menu, question
from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor

EXAMPLES_A_ROUTE = 12
ENDLESS = "/api/conversations/{conversation_id}/stream"
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """One kind of database is enough here: the routes are in question."""
    return sqlite_database


@pytest.fixture
def talking(served: Served) -> Served:
    """A server where a conversation can go on for long."""
    served.publish(
        flow(
            [question("name"), menu("more", "Sim", "Não"), end()],
            ["name.answered>more", "more.sim>name", "more.nao>end", "more.invalid>name"],
        )
    )
    return served


def probe(
    served: Served,
    mode: GenerationMode,
    *,
    headers: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
) -> list[int]:
    """Send generated requests to every route; return the statuses that came back.

    Args:
        served: The server.
        mode: Requests as documented, or spoiled ones.
        headers: Sent with every request.
        known: Values of path parameters that exist.
    """
    statuses: list[int] = []
    session = requests.Session()
    session.trust_env = False
    schema = schemathesis.openapi.from_dict(served.client.get("/openapi.json").json())
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path == ENDLESS and headers:
            continue

        @settings(
            max_examples=EXAMPLES_A_ROUTE,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: schemathesis.Case) -> None:
            places = case.path_parameters or {}
            case.path_parameters = places | {k: v for k, v in (known or {}).items() if k in places}
            case.headers = {**(case.headers or {}), **(headers or {})}
            answer = case.call(base_url=served.url, session=session, timeout=20)
            case.validate_response(answer, checks=CHECKS)
            statuses.append(answer.status_code)

        with suppress(Unsatisfiable):  # a request without any part cannot be wrong
            send()
    session.close()
    return statuses


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
def test_a_stranger_finds_no_server_error(talking: Served, mode: GenerationMode):
    statuses = probe(talking, mode)
    assert {200, 404} & set(statuses)
    assert max(statuses) < 500


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
def test_who_has_a_token_finds_no_server_error(talking: Served, mode: GenerationMode):
    visitor = Visitor(talking)
    known = {"conversation_id": visitor.begun["conversation_id"], "channel": "site"}
    statuses = probe(talking, mode, headers=visitor.headers, known=known)
    assert 200 in statuses
    assert max(statuses) < 500


def test_another_system_finds_no_server_error(talking: Served):
    visitor = Visitor(talking)
    known = {"conversation_id": visitor.begun["conversation_id"], "channel": "site"}
    headers = {"Authorization": "Bearer a token for other systems"}
    statuses = probe(talking, GenerationMode.POSITIVE, headers=headers, known=known)
    assert 202 in statuses
