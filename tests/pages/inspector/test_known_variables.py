"""What may be read, and the names that new variables may have."""

import pytest

from flow_runtime.flow import BUILT_IN_NAMES
from pages.widgets.inspector.example_values import BUILT_IN
from pages.widgets.inspector.known_variables import (
    BUILT_IN_TYPES,
    is_free_name,
    readable_variables,
    type_of_path,
    type_written_by,
    variable_name_from,
)
from pages.widgets.inspector.places import value_at
from tests.pages.inspector.desks import document_of

DOCUMENT = document_of(variables=[{"name": "cpf"}, {"name": "total", "type": "number"}])


def test_the_flows_own_variables_come_first():
    assert [variable.path for variable in readable_variables(DOCUMENT)][:2] == ["cpf", "total"]


def test_every_built_in_value_exists_and_has_an_example():
    for path in BUILT_IN_TYPES:
        assert path.partition(".")[0] in BUILT_IN_NAMES
        assert value_at(BUILT_IN, path) is not None, path


def test_types_are_those_declared():
    assert type_of_path(DOCUMENT, "total") == "number"
    assert type_of_path(DOCUMENT, "today") == "date"
    assert type_of_path(DOCUMENT, "total.x") is None


@pytest.mark.parametrize(
    ("wish", "name"),
    [("Número do CPF", "numero_do_cpf"), ("2ª via", "a_via"), ("___", ""), ("日本", "")],
)
def test_a_wish_becomes_a_name(wish: str, name: str):
    assert variable_name_from(wish) == name


def test_names_in_use_and_of_the_system_are_not_free():
    assert not is_free_name(DOCUMENT, "cpf")
    assert not is_free_name(DOCUMENT, "contact")
    assert is_free_name(DOCUMENT, "pedido")


def test_a_new_variable_has_the_type_that_the_answer_gives():
    assert type_written_by({"answer": {"kind": "money"}}, "save_as") == "number"
    assert type_written_by({"answer": {"kind": "date"}}, "save_as") == "date"
    assert type_written_by({"answer": {"kind": "cpf"}}, "save_as") == "text"
    assert type_written_by({"type": "api"}, "save_status_as") == "number"
