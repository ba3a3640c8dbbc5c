"""The contact book of the simulator answers as the runtime's does."""

from typing import Any

import pytest

from flow_runtime.conversations.publishing import import_flow
from flow_runtime.flow import Flow
from flow_runtime.simulation import Say, Setting, begin_talk
from tests.flow_runtime.building import TUESDAY_MORNING, end, flow, node, question
from tests.simulation.runtime import AUTHOR, Answers, Runtime, RuntimeTalk, differences

ANA: dict[str, Any] = {"cpf": "?", "name": "Ana Souza", "city": "Recife", "tags": ["vip"]}
HELLO = "{{ contact.name }} · {{ contact.city }} · {{ contact.tags }} · {{ contact.plan }}"


def search(flow_id: str, *, merge: bool) -> Flow:
    """Return a flow that asks for a CPF, searches it, saves a city and searches once more."""
    finding = {"operation": "find", "find_by": "cpf", "find_value": "{{ cpf }}", "merge": merge}
    return flow(
        [
            question("cpf"),
            node("find", "contact", **finding),
            node("keep", "contact", fields={"cpf": "{{ cpf }}", "city": "Olinda"}, add_tags=["b"]),
            node("again", "contact", **finding),
            end(text=HELLO),
        ],
        [
            "cpf.answered>find", "find.found>keep", "find.not_found>keep", "keep.found>again",
            "again.found>end", "again.not_found>end",
        ],
        id=flow_id,
    )  # fmt: skip


OWN: dict[str, dict[str, Any]] = {
    "unknown": {},
    "known": {"name": "Visitante", "plan": "ouro", "tags": ["novo"]},
    "the-one": {"cpf": "?", "name": "Visitante"},
}


@pytest.mark.parametrize("merge", [False, True], ids=["found", "merged"])
@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("in_book", [False, True], ids=["alone", "with-ana"])
def test_a_search_finds_the_same(merge: bool, own: str, in_book: bool, runtime: Runtime):
    flow_id = f"search-{merge}-{own}-{in_book}".lower()
    with runtime.database.transaction() as tx:
        import_flow(tx, search(flow_id, merge=merge), author=AUTHOR, now=TUESDAY_MORNING)
    program = runtime.publish(flow_id)
    fields, *book = (with_cpf(row, flow_id) for row in (OWN[own], *([ANA] if in_book else [])))
    for row in book:
        runtime.new_contact(row)
    address, contact_id = runtime.new_contact(fields)
    setting = Setting(TUESDAY_MORNING, contact={**fields, "id": contact_id}, contact_book=book)
    talk = begin_talk(program, setting)
    other = RuntimeTalk(runtime, address, setting, Answers(program))
    talk = talk.do(Say(flow_id))
    other.do(Say(flow_id))
    assert differences(talk, other) == {}


def with_cpf(row: dict[str, Any], cpf: str) -> dict[str, Any]:
    """Give a row whose number is left open one that no other case has."""
    return {**row, "cpf": cpf} if "cpf" in row else row
