"""What the contact node writes to the contact book and what it finds there."""

from typing import Any

import pytest

from flow_runtime.effects import FindContact, UpdateContact
from flow_runtime.simulated_book import NOBODY
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import TUESDAY_MORNING, end, flow, node, program

BOOK = [{"id": "c9", "cpf": "529", "name": "Ana Souza", "tags": ["vip"]}]


def kept(**fields: Any) -> Simulation:
    saving = node("keep", "contact", **fields)
    ways = ["keep.found>end"] + ["keep.not_found>end"] * (fields.get("operation") == "find")
    built = program([saving, end(text="{{ contact.name }}")], ways, variables=["cpf"])
    contact = {"id": "c1", "name": "Visitante", "tags": ["novo"]}
    conversation = Simulation(built, TUESDAY_MORNING, contact=contact, contact_book=BOOK)
    conversation.start(variables={"cpf": " 529 "})
    return conversation


def effects(conversation: Simulation, kind: type) -> list[Any]:
    return [e for turn in conversation.turns for e in turn.effects if isinstance(e, kind)]


def test_fields_and_tags_are_written_here_and_in_the_book():
    conversation = kept(fields={"city": "Recife"}, add_tags=["vip"], remove_tags=["novo"])
    written = {"id": "c1", "name": "Visitante", "city": "Recife", "tags": ["vip"]}
    assert conversation.session.contact == {**NOBODY, **written}
    (update,) = effects(conversation, UpdateContact)
    assert (update.fields, update.add_tags, update.remove_tags) == (
        {"city": "Recife"}, ("vip",), ("novo",)
    )  # fmt: skip


def test_a_tag_is_kept_once():
    assert kept(add_tags=["novo"]).session.contact["tags"] == ["novo"]


def test_a_contact_is_found_by_a_field_without_blanks():
    conversation = kept(operation="find", find_by="cpf", find_value="{{ cpf }}", merge=True)
    (search,) = effects(conversation, FindContact)
    assert (search.field_name, search.value, search.merge) == ("cpf", "529", True)
    assert conversation.session.contact["cpf"] == "529"


def test_joined_records_keep_the_name_of_who_writes_and_the_tags_of_both():
    conversation = kept(operation="find", find_by="cpf", find_value="529", merge=True)
    contact = conversation.session.contact
    assert (contact["id"], contact["name"]) == ("c1", "Visitante")
    assert contact["tags"] == ["novo", "vip"]


def test_a_record_that_is_only_found_stands_in_for_the_own_one():
    conversation = kept(operation="find", find_by="cpf", find_value="529")
    contact = conversation.session.contact
    assert (contact["id"], contact["name"], contact["tags"]) == ("c1", "Ana Souza", ["vip"])


@pytest.mark.parametrize("value", ["", "  ", "{{ nothing }}"])
def test_without_a_value_nobody_is_searched(value: str):
    conversation = kept(operation="find", find_by="cpf", find_value=value)
    assert not effects(conversation, FindContact)
    assert conversation.messages[-1].text == "Visitante"


@pytest.mark.parametrize("field", ["id", "tags", "consents"])
def test_what_the_book_keeps_itself_is_not_written(field: str):
    saving = node("keep", "contact", fields={field: "x"})
    found = flow([saving, end()], ["keep.found>end"]).node("keep")
    assert found is not None
    assert [problem.code for problem in found.problems()] == ["contact.field"]
