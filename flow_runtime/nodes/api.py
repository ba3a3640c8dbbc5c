"""`api`: an HTTP call through a saved connection."""

from collections.abc import Iterator
from typing import Any, Literal

import orjson
from pydantic import JsonValue

from flow_runtime.decisions import Decision, Go, Wait
from flow_runtime.effects import CallApi
from flow_runtime.events import ApiFailed, ApiReturned, Event
from flow_runtime.nodes.base import ERROR_ROUTE, Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    ConnectionRef,
    Group,
    HeaderText,
    Line,
    Model,
    Query,
    SavedAs,
    StaffText,
    UrlText,
    form,
)
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

MAX_PROBED_EXAMPLES = 10


class SavedResult(Model):
    """A value of the response, found by a JMESPath query, and the variable that keeps it."""

    query: Query = form("Caminho na resposta (JMESPath)", "Path in the response (JMESPath)")
    variable: SavedAs = form("Guardar em", "Save in", widget="variable")


class Example(Model):
    """An answer that the simulator gives in the server's place."""

    name: Line = form("Nome", "Name", min_length=1)
    status: int = form("Código HTTP", "HTTP status", default=200, ge=100, le=599)
    body: JsonValue = form("Resposta", "Response", default=None)


class ApiNode(Node):
    """Calls a server and maps its answer to variables.

    `body` is a JSON object: keys may have dots (`customer.cpf`), values keep their type when they
    are one bare `{{ variable }}`. A value never changes the address it is sent to.
    """

    INFO = NodeInfo(
        family=Family.DO,
        icon="plug",
        name={"pt-BR": "API", "en": "API"},
        description={
            "pt-BR": "Consulta ou grava em outro sistema.",
            "en": "Reads from or writes to another system.",
        },
        template={"method": "GET", "url": "/"},
        next_types=("condition", "message", "menu", "set", "handoff", "end"),
        card=("method", "url"),
    )

    type: Literal["api"]
    connection: ConnectionRef | None = form(
        "Conexão", "Connection", widget="connection", default=None
    )
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = form(
        "Método", "Method", default="GET"
    )
    url: UrlText = form("Endereço", "Address", min_length=1)
    query: dict[str, StaffText] = form(
        "Parâmetros", "Query", widget="pairs", default_factory=dict, max_length=50
    )
    headers: dict[str, HeaderText] = form(
        "Cabeçalhos",
        "Headers",
        group=Group.ADVANCED,
        widget="pairs",
        default_factory=dict,
        max_length=30,
    )
    body: dict[str, StaffText] | None = form(
        "Corpo (JSON)", "Body (JSON)", widget="pairs", default=None, max_length=100
    )
    save: tuple[SavedResult, ...] = form(
        "Guardar da resposta", "Save from the response", default=(), max_length=50
    )
    save_status_as: SavedAs | None = form(
        "Guardar o código em", "Save the status in", group=Group.ADVANCED, default=None
    )
    timeout_s: float = form(
        "Tempo limite (s)", "Time limit (s)", group=Group.FAILURE, default=10.0, ge=1, le=10
    )
    tries: int = form("Tentativas", "Tries", group=Group.FAILURE, default=1, ge=1, le=3)
    examples: tuple[Example, ...] = form(
        "Exemplos de resposta", "Example responses", group=Group.ADVANCED, default=(), max_length=20
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return success, http_error and failed."""
        return (
            Outcome("success", "Deu certo", "Success"),
            Outcome("http_error", "Resposta com erro", "Error response"),
            Outcome("failed", "Sem resposta", "Unreachable", falls_to=ERROR_ROUTE),
        )

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the saved values after success, and the status after any response."""
        status = {self.save_status_as} if self.save_status_as is not None else set()
        match outcome:
            case "success":
                return frozenset(status.union(saved.variable for saved in self.save))
            case "http_error":
                return frozenset(status)
        return frozenset()

    def enter(self, turn: Turn) -> Decision:
        """Ask for the call and wait for its answer."""
        body = self._body(turn)
        turn.ask_of_world(
            CallApi(
                node_id=self.id,
                step=turn.session.step,
                method=self.method,
                url=turn.text("url"),
                connection=self.connection,
                query=tuple((name, turn.text(f"query.{name}")) for name in self.query),
                headers=tuple((name, turn.text(f"headers.{name}")) for name in self.headers),
                body=body,
                content_type=None if body is None else "application/json",
                timeout_s=self.timeout_s,
                tries=self.tries,
                idempotency_key=turn.idempotency_key,
            )
        )
        return Wait("api")

    def _body(self, turn: Turn) -> str | None:
        if self.body is None:
            return None
        whole: dict[str, Any] = {}
        for key in self.body:
            *parents, last = key.split(".")
            place = whole
            for parent in parents:
                place = place.setdefault(parent, {})
            place[last] = turn.value(f"body.{key}")
        return orjson.dumps(whole).decode()

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Map the response, or leave by the kind of failure."""
        if isinstance(event, ApiFailed):
            turn.record("api_failed", reason=event.reason)
            return Go("failed")
        if not isinstance(event, ApiReturned):
            return super().resume(turn, event)
        turn.record("api_returned", status=event.status)
        if self.save_status_as is not None:
            turn.write(self.save_status_as, event.status)
        if not 200 <= event.status < 300:
            return Go("http_error")
        for index, saved in enumerate(self.save):
            turn.write(saved.variable, turn.search(f"save.{index}.query", event.body))
        return Go("success")

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield every example, at least one good and one error response, and no response."""
        step = turn.session.step
        examples = self.examples[:MAX_PROBED_EXAMPLES]
        for example in examples:
            yield ApiReturned(turn.now, step, example.status, example.body)
        if not any(200 <= example.status < 300 for example in examples):
            yield ApiReturned(turn.now, step, 200, {})
        if all(200 <= example.status < 300 for example in examples):
            yield ApiReturned(turn.now, step, 500, {"error": "example"})
        yield ApiFailed(turn.now, step, "timeout")

    def problems(self) -> Iterator[Problem]:
        """An address is below the connection or a whole literal one; body keys do not clash."""
        yield from self._body_problems()
        yield from self._address_problems()

    def _body_problems(self) -> Iterator[Problem]:
        keys = self.body or {}
        for key in keys:
            parent = next((other for other in keys if key.startswith(f"{other}.")), None)
            if parent is not None:
                yield problem(
                    "api.body",
                    f"O corpo usa '{parent}' como valor e como grupo de '{key}'. Apague um deles.",
                    f"The body uses '{parent}' as a value and as the group of '{key}'. "
                    "Delete one of them.",
                    pointer=f"/body/{key}",
                )

    def _address_problems(self) -> Iterator[Problem]:
        whole_address = self.url.startswith(("https://", "http://"))
        if self.connection is None and not whole_address:
            yield problem(
                "api.address",
                "Escolha uma conexão, ou escreva o endereço inteiro começando com https://.",
                "Choose a connection, or write the whole address beginning with https://.",
                pointer="/url",
            )
        if self.connection is not None and whole_address:
            yield problem(
                "api.address",
                "Com uma conexão, escreva só o caminho, como /clientes.",
                "With a connection, write only the path, such as /customers.",
                pointer="/url",
            )
        if "{{" in self.url.partition("://")[2].partition("/")[0]:
            yield problem(
                "api.host",
                "O servidor do endereço não pode vir de uma variável.",
                "The server of the address cannot come from a variable.",
                pointer="/url",
            )
