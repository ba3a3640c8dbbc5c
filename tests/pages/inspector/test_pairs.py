"""Names with values, and the other parts of a call, without writing JSON."""

from tests.pages.inspector.desks import document_of, inspect

API = {
    "id": "a", "type": "api", "name": "Consulta", "connection": "erp", "method": "POST",
    "url": "/clientes", "body": {"cliente.cpf": "{{ cpf }}"},
}  # fmt: skip
DOCUMENT = document_of(API, variables=[{"name": "cpf"}])


def test_a_row_is_added_by_its_name():
    inspector = inspect(DOCUMENT, "a").click("query/add")
    assert "query" not in inspector.node(), "an empty row is not in the document"
    inspector.type_in("query/0/value", "10").type_in("query/0/name", "limite")
    assert inspector.node()["query"] == {"limite": "10"}


def test_a_name_with_dots_is_one_key():
    inspector = inspect(DOCUMENT, "a").type_in("body/0/value", "{{ cpf | digits }}")
    assert inspector.node()["body"] == {"cliente.cpf": "{{ cpf | digits }}"}


def test_renaming_keeps_the_place_of_a_row():
    node = {**API, "query": {"a": "1", "b": "2"}}
    inspector = inspect(document_of(node), "a").type_in("query/0/name", "z")
    assert list(inspector.node()["query"].items()) == [("z", "1"), ("b", "2")]


def test_a_name_that_is_there_already_is_refused():
    node = {**API, "query": {"a": "1", "b": "2"}}
    inspector = inspect(document_of(node), "a").type_in("query/1/name", "a")
    assert inspector.node()["query"] == {"a": "1", "b": "2"}
    assert "Já existe uma linha" in inspector.shown


def test_the_last_row_takes_the_whole_along():
    inspector = inspect(DOCUMENT, "a").open_menu("body/0").click("body/0|menu/remove")
    assert "body" not in inspector.node()


def test_a_variable_is_put_into_a_value():
    inspector = inspect(DOCUMENT, "a").open_menu("body/0")
    inspector.choose("body/0|menu/variable", "today").click("body/0|menu/insert")
    assert inspector.node()["body"] == {"cliente.cpf": "{{ cpf }} {{ today }}"}


def test_a_value_that_does_not_parse_is_told():
    inspector = inspect(DOCUMENT, "a").type_in("body/0/value", "{{ cpf")
    assert "Falta fechar a variável" in inspector.shown


def test_connection_and_method_are_chosen_by_name():
    inspector = inspect(DOCUMENT, "a").choose("method", "GET").choose("connection", "")
    assert inspector.node()["method"] == "GET"
    assert "connection" not in inspector.node()


def test_a_connection_that_is_gone_can_be_seen():
    inspector = inspect(document_of({**API, "connection": "antiga"}), "a")
    assert "antiga (não encontrado)" in inspector.widget("connection").options


def test_the_body_belongs_to_calls_that_send_one():
    inspector = inspect(document_of({**API, "body": None, "method": "GET"}), "a")
    assert "Corpo" not in inspector.shown


def test_a_bad_query_is_told_beneath_it():
    node = {**API, "save": [{"query": "a..b", "variable": "cpf"}]}
    inspector = inspect(document_of(node, variables=[{"name": "cpf"}]), "a")
    assert "JMESPath" in inspector.shown
