"""Trying a call: the real request, its answer as a tree, and what becomes of it."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pages.widgets.inspector.response_tree import with_example, with_saved
from pages.widgets.inspector.trial_calls import (
    TrialAnswer,
    TrialRefused,
    call_of,
    inputs_of,
    paths_read,
)
from storage import connections, secrets
from storage.connections import ApiConnection
from storage.database import open_database
from storage.schema import upgrade
from storage.vault import Vault, generate_key
from tests.pages.inspector.desks import Inspector, document_of, inspect

TOKEN = "segredo-muito-secreto-123"
API = {
    "id": "a", "type": "api", "name": "Consulta", "connection": "erp",
    "url": "/clientes/{{ cpf }}", "query": {"nome": "{{ contact.name }}"},
    "headers": {"X-Dia": "{{ today }}"},
}  # fmt: skip
DOCUMENT = document_of(API, variables=[{"name": "cpf"}, {"name": "total", "type": "number"}])


class Erp(BaseHTTPRequestHandler):
    """Answers with what it was asked, and with one customer."""

    asked: list[str] = []  # noqa: RUF012 - shared by all requests on purpose

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = {
            "cliente": {"nome": "Ana", "faturas": [{"valor": 119.9}]},
            "eco": self.headers["X-Chave"],
        }
        data = json.dumps(body).encode()
        self.send_response(404 if "/nada" in self.path else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def erp() -> Iterator[str]:
    """Run a server on this machine; yield its host and port."""
    Erp.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Erp)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erp: str) -> str:
    """Set up a database with the connection `erp`; one without the private address too."""
    url, key = f"sqlite:///{tmp_path}/fluxo.db", generate_key()
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    monkeypatch.setenv("FLUXO_SECRET_KEY", key if isinstance(key, str) else key.decode())
    known: dict[str, Any] = {
        "id": "erp", "name": "ERP", "base_url": f"http://{erp}",
        "headers": {"X-Chave": "{{secret:ERP_TOKEN}}"}, "private_address": erp,
    }  # fmt: skip
    closed = {**known, "id": "fechada", "private_address": None}
    with closing(open_database(url)) as database:
        upgrade(database)
        with database.transaction() as tx:
            vault = Vault(key if isinstance(key, bytes) else key.encode())
            secrets.save(tx, vault, name="ERP_TOKEN", value=TOKEN, now=datetime.now(UTC))
            connections.save(tx, ApiConnection("erp", known))
            connections.save(tx, ApiConnection("fechada", closed))
    return url


def tried(document: dict[str, Any] = DOCUMENT) -> Inspector:
    inspector = inspect(document, "a").open("trial")
    return inspector.click("trial/call")


def line_of(inspector: Inspector, shown: str) -> Any:
    """Return the button of a line of the tree."""
    return next(b for b in inspector.app.button if shown in b.label.replace("\\", ""))


# -- what is asked ---------------------------------------------------------------------------------


def test_a_person_types_the_variables_that_the_call_reads():
    assert paths_read(API) == ["cpf", "contact.name", "today"]
    assert inputs_of(API) == ["cpf", "contact.name"]


def test_the_call_is_the_one_that_a_conversation_would_make():
    call = call_of(DOCUMENT, API, {"cpf": "123", "contact.name": "Zé & Cia"})
    assert (call.method, call.url, call.connection) == ("GET", "/clientes/123", "erp")
    assert call.query == (("nome", "Zé & Cia"),)


def test_two_trials_are_two_calls():
    keys = {call_of(DOCUMENT, API, {}).idempotency_key for _ in range(2)}
    assert len(keys) == 2


def test_an_unfinished_block_is_refused_kindly():
    with pytest.raises(TrialRefused) as refused:
        call_of(DOCUMENT, {**API, "url": 3}, {})
    assert "ainda não está pronto" in refused.value.words["pt-BR"]


def test_a_secret_leaves_only_through_a_connection():
    api = {**API, "url": "https://example.com", "headers": {"X": "{{secret:ERP_TOKEN}}"}}
    with pytest.raises(TrialRefused) as refused:
        call_of(DOCUMENT, {**api, "connection": None}, {})
    assert "Segredos" in refused.value.words["pt-BR"]


# -- what comes back -------------------------------------------------------------------------------


def test_status_time_and_tree_are_shown_and_no_secret(installed: str):
    inspector = tried()
    assert "200 em" in inspector.shown
    assert line_of(inspector, "nome: “Ana”")
    assert line_of(inspector, "eco: “***”"), "the secret comes back masked"
    assert TOKEN not in inspector.shown
    assert all(TOKEN not in button.label for button in inspector.app.button)


def test_the_values_typed_are_those_sent(installed: str):
    inspector = inspect(DOCUMENT, "a").open("trial")
    inspector.type_in("trial/value/cpf", "999").click("trial/call")
    assert Erp.asked[-1].startswith("/clientes/999?nome=Ana")


def test_a_clicked_value_is_saved_in_a_new_variable_of_its_type(installed: str):
    inspector = tried()
    line_of(inspector, "valor: 119.9").click()
    inspector.run()
    assert "cliente.faturas[0].valor" in inspector.shown
    inspector.click("trial/map")
    assert inspector.node()["save"] == [{"query": "cliente.faturas[0].valor", "variable": "valor"}]
    assert {"name": "valor", "type": "number"} in inspector.desk.document["variables"]  # type: ignore[operator]
    assert inspector.desk.kinds == ["set_field"], "one gesture"


def test_an_answer_is_kept_as_the_simulators_first_example(installed: str):
    inspector = tried().click("trial/keep")
    example = inspector.node()["examples"][0]
    assert example["status"] == 200
    assert example["body"]["cliente"]["nome"] == "Ana"


def test_an_error_of_the_other_system_is_an_answer_too(installed: str):
    assert "404 em" in tried(document_of({**API, "url": "/nada"})).shown


def test_this_machine_is_closed_unless_the_connection_opens_it(installed: str):
    inspector = tried(document_of({**API, "connection": "fechada", "query": {}, "url": "/x"}))
    assert Erp.asked == []
    assert inspector.app.error[0].value


def test_a_connection_that_does_not_exist_is_told(installed: str):
    inspector = tried(document_of({**API, "connection": "outra", "url": "/x"}))
    assert "não existe" in inspector.app.error[0].value


def test_a_value_of_the_wrong_kind_is_told(installed: str):
    api = {**API, "url": "/x/{{ total }}"}
    document = document_of(api, variables=[{"name": "total", "type": "number"}])
    inspector = inspect(document, "a").open("trial").type_in("trial/value/total", "muitos")
    assert "não combina com o tipo" in inspector.click("trial/call").app.error[0].value


def test_a_variable_keeps_one_value_and_a_name_one_example():
    saves = with_saved([{"query": "a", "variable": "x"}], "b", "x")
    assert saves == [{"query": "b", "variable": "x"}]
    answer = TrialAnswer(200, 5, {"a": 1})
    examples = with_example(with_example([], "Testado", answer), "Testado", answer)
    assert examples == [{"name": "Testado", "status": 200, "body": {"a": 1}}]
