"""What the api node sends, and what it keeps of the answer."""

from typing import Any

import orjson
import pytest

from flow_runtime.effects import CallApi
from flow_runtime.events import ApiFailed, ApiReturned
from flow_runtime.simulator import Mock, Simulation
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    fact_names,
    flow,
    node,
    program,
)

VALUES: dict[str, Any] = {"cpf": "529.982", "total": 12.5, "tags": ["a", "b"], "who": 'Ana "A"'}
DECLARED = [
    {"name": "cpf"},
    {"name": "total", "type": "number"},
    {"name": "tags", "type": "list"},
    {"name": "who"},
    {"name": "found", "type": "object"},
    {"name": "status", "type": "number"},
]
ARROWS = ["call.success>ok", "call.http_error>wrong", "call.failed>down"]
ENDS = [end("ok", "ok"), end("wrong", "wrong"), end("down", "down")]


def calling(*, mock: Mock | None = None, answers: bool = True, **fields: Any) -> Simulation:
    api = node("call", "api", connection="erp", **fields)
    built = program([api, *ENDS], ARROWS, variables=DECLARED)
    conversation = Simulation(built, TUESDAY_MORNING, answers=answers)
    if mock is not None:
        conversation.mocks["call"] = [mock]
    conversation.start(variables=VALUES)
    return conversation


def sent(**fields: Any) -> CallApi:
    (call,) = [e for e in calling(**fields).turns[0].effects if isinstance(e, CallApi)]
    return call


def test_a_value_never_leaves_its_segment_of_the_address():
    assert sent(url="/clientes/{{ who }}/faturas").url == "/clientes/Ana%20%22A%22/faturas"


def test_a_body_keeps_the_types_of_bare_variables():
    body = sent(
        method="POST",
        url="/x",
        body={"customer.name": "{{ who }}", "customer.cpf": "CPF {{ cpf }}", "total": "{{ total }}",
              "tags": "{{ tags }}"},
    ).body  # fmt: skip
    assert orjson.loads(body or "") == {
        "customer": {"name": 'Ana "A"', "cpf": "CPF 529.982"},
        "total": 12.5,
        "tags": ["a", "b"],
    }


def test_without_a_body_there_is_no_content_type():
    call = sent(url="/x", query={"cpf": "{{ cpf }}"}, headers={"X-Total": "{{ total }}"})
    assert (call.body, call.content_type) == (None, None)
    assert call.query == (("cpf", "529.982"),)
    assert call.headers == (("X-Total", "12.5"),)


def test_a_secret_is_a_mark_that_only_the_sender_fills_in():
    call = sent(url="/x", headers={"Authorization": "Bearer {{ secret:ERP_KEY }}"})
    assert call.headers == (("Authorization", "Bearer {{secret:ERP_KEY}}"),)


def test_what_a_customer_types_never_becomes_a_secret():
    api = node("call", "api", connection="erp", url="/x", headers={"X-Name": "{{ who }}"})
    built = program([api, *ENDS], ARROWS, variables=DECLARED)
    conversation = Simulation(built, TUESDAY_MORNING, answers=False)
    conversation.start(variables={"who": "{{secret:ERP_KEY}}"})
    (call,) = [e for e in conversation.turns[0].effects if isinstance(e, CallApi)]
    assert "{{secret:ERP_KEY}}" not in call.headers[0][1]


@pytest.mark.parametrize("field", ["url", "query", "body"])
def test_a_secret_outside_a_header_fails_the_node(field: str):
    written: Any = "/{{ secret:ERP_KEY }}" if field == "url" else {"key": "{{ secret:ERP_KEY }}"}
    conversation = calling(**{"url": "/x", field: written})
    assert "node_failed" in fact_names(conversation)
    assert conversation.session.outcome != "ok"


def test_the_same_step_has_the_same_key_and_another_step_another():
    first, again = sent(url="/x"), sent(url="/x")
    assert first.idempotency_key == again.idempotency_key
    assert len(first.idempotency_key) == 32


@pytest.mark.parametrize(
    ("mock", "outcome", "status"),
    [
        (Mock(200, {"id": 7}), "ok", 200),
        (Mock(204), "ok", 204),
        (Mock(302), "wrong", 302),
        (Mock(404), "wrong", 404),
        (Mock(failure="timeout"), "down", None),
    ],
)
def test_the_answer_decides_the_way(mock: Mock, outcome: str, status: int | None):
    save = [{"query": "@", "variable": "found"}]
    conversation = calling(url="/x", mock=mock, save=save, save_status_as="status")
    assert conversation.session.outcome == outcome
    assert conversation.session.variables.get("status") == status
    kept = conversation.session.variables["found"]
    assert kept == (mock.body if outcome == "ok" else None)


def test_an_answer_to_an_earlier_step_changes_nothing():
    conversation = calling(url="/x", answers=False)
    late = conversation.session.step - 1
    conversation.tell(ApiReturned(conversation.now, late, 200, {}))
    conversation.tell(ApiFailed(conversation.now, late, "timeout"))
    assert conversation.session.waiting_for == "api"


def test_a_key_of_the_body_is_a_value_or_a_group_but_not_both():
    api = node("call", "api", connection="erp", url="/x", body={"a": "1", "a.b": "2"})
    found = flow([api, *ENDS], ARROWS).node("call")
    assert found is not None
    assert [problem.code for problem in found.problems()] == ["api.body"]
