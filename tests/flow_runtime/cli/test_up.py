"""`fluxo up` as a whole: a real process, a conversation over HTTP, the demo ERP behind it."""

import json
import re
import signal
import socket
import stat
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from flow_runtime.brazil import read_boleto_line, read_pix_code
from storage.vault import generate_key
from tests.flow_runtime.cli.processes import (
    Customer,
    Running,
    free_port,
    running,
    until,
)

pytestmark = pytest.mark.timeout(180)


class Demo:
    """How one demo is started, again and again in the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.erp_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        ports = ("--port", str(self.port), "--erp-port", str(self.erp_port))
        self.with_builder = ("up", *ports, "--no-browser")
        self.command = (*self.with_builder, "--no-builder")


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    return Demo(tmp_path)


def test_boleto_conversation_survives_a_restart_and_reaches_its_end(demo: Demo) -> None:
    with running(demo.folder, *demo.command) as up:
        up.wait_for("/chat/atendimento")
        customer = Customer(demo.address)
        customer.hears("CPF ou o CNPJ")
        customer.say("529.982.247-25")
        customer.hears("data de nascimento")
        assert up.stop(signal.SIGTERM) == 0
    with running(demo.folder, *demo.command) as up:
        up.wait_for("/chat/atendimento")
        assert "made a key" not in up.output()
        customer.say("14/05/1988")
        customer.hears("encontrei 2 faturas")
        customer.say("1")
        customer.hears("Isso resolveu")
        _assert_codes_are_alone_and_valid(customer)
        customer.say("sim")
        customer.hears("protocolo")
        customer.say("10")
        customer.hears("é só chamar")
        assert customer.status() == "ended"
        assert up.stop(signal.SIGINT) == 0
        assert "Traceback" not in up.output()


def _assert_codes_are_alone_and_valid(customer: Customer) -> None:
    line, code = (message["text"] for message in customer.seen if message["copyable"])
    assert read_boleto_line(line, datetime.now(UTC).date())
    assert read_pix_code(code)


def test_demo_keeps_its_own_key_to_itself_and_answers_pages(demo: Demo) -> None:
    with running(demo.folder, *demo.command, "--language", "pt-BR") as up:
        up.wait_for("O Fluxo está no ar")
        key = demo.folder / "var" / "demo.key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert "Criei uma chave só para a demonstração" in up.output()
        assert key.read_text() not in up.output()
        for path in ("/chat/atendimento", "/widget.js", "/openapi.json", "/ready"):
            assert httpx2.get(f"{demo.address}{path}").status_code == 200
        assert httpx2.get(f"http://127.0.0.1:{demo.erp_port}/customers/52998224725").is_success
        assert up.stop(signal.SIGINT) == 0
    assert not _is_open(demo.erp_port)


def test_open_stream_does_not_keep_a_stopping_server(demo: Demo) -> None:
    with running(demo.folder, *demo.command) as up:
        up.wait_for("/chat/atendimento")
        customer = Customer(demo.address)
        stream = customer.path.replace("/messages", "/stream")
        with httpx2.stream("GET", f"{demo.address}{stream}", headers=customer.headers) as answer:
            assert answer.status_code == 200
            assert up.stop(signal.SIGTERM) == 0


def test_stop_while_starting_is_clean(demo: Demo) -> None:
    with running(demo.folder, *demo.command) as up:
        up.wait_for("made a key")
        assert up.stop(signal.SIGTERM) == 0
        assert "Traceback" not in up.output()
        assert "Everything is stopped" in up.output()


def test_taken_port_is_a_sentence_with_the_way_out(demo: Demo) -> None:
    with socket.create_server(("127.0.0.1", demo.port)), running(demo.folder, *demo.command) as up:
        assert up.process.wait(60) == 1
        assert f"Port {demo.port} on 127.0.0.1 cannot be used" in up.output()
        assert f"--port {demo.port + 1}" in up.output()
        assert "Traceback" not in up.output()
    assert not (demo.folder / "var").exists()


def test_erp_port_in_use_is_said_and_the_demo_goes_on(demo: Demo) -> None:
    with (
        socket.create_server(("127.0.0.1", demo.erp_port)),
        running(demo.folder, *demo.command) as up,
    ):
        up.wait_for("/chat/atendimento")
        assert f"Port {demo.erp_port} is in use already" in up.output()
        assert f"--erp-port {demo.erp_port + 1}" in up.output()
        assert up.stop(signal.SIGINT) == 0


def test_unreadable_key_is_a_sentence(demo: Demo) -> None:
    (demo.folder / "var" / "demo.key").mkdir(parents=True)
    with running(demo.folder, *demo.command) as up:
        assert up.process.wait(60) == 1
        assert "cannot be read" in up.output()
        assert "Traceback" not in up.output()


# -- serve and worker --------------------------------------------------------------------------


def test_server_and_worker_apart_do_the_same_work(demo: Demo) -> None:
    with running(demo.folder, *demo.command) as up:
        up.wait_for("/chat/atendimento")
        assert up.stop(signal.SIGINT) == 0
    env = {
        "FLUXO_DATABASE_URL": f"sqlite:///{demo.folder}/var/fluxo.db",
        "FLUXO_SECRET_KEY": (demo.folder / "var" / "demo.key").read_text(),
        "FLUXO_PORT": str(demo.port),
        "FLUXO_LOG_FORMAT": "json",
    }
    with (
        running(demo.folder, "serve", "--no-worker", env=env) as serve,
        running(demo.folder, "worker", env=env) as worker,
    ):
        serve.wait_for("Fluxo serves on")
        worker.wait_for("Fluxo is working")
        customer = Customer(demo.address)
        customer.say("529.982.247-25")
        # No ERP runs here: the worker's call fails and the flow answers all the same.
        customer.hears("Financeiro")
        for process in (serve, worker):
            _assert_ends_cleanly(process)
        logged = [line for line in worker.output().splitlines() if line.startswith("{")]
        assert "api.failed" in {json.loads(line)["event"] for line in logged}


def _assert_ends_cleanly(process: Running) -> None:
    assert process.stop(signal.SIGTERM) == 0
    assert "Traceback" not in process.output()
    assert "529.982.247-25" not in process.output()
    assert "52998224725" not in process.output()


def test_serve_and_worker_need_a_key(demo: Demo) -> None:
    for command in ("serve", "worker"):
        with running(demo.folder, command) as process:
            assert process.process.wait(60) == 1
            assert "fluxo keygen" in process.output()


# -- the builder --------------------------------------------------------------------------------


def test_builder_and_runtime_share_one_process_and_one_port(demo: Demo) -> None:
    with running(demo.folder, *demo.with_builder) as up:
        up.wait_for("Fluxo is running")
        assert '<div id="root">' in httpx2.get(demo.address).text
        assert '<div id="root">' in httpx2.get(f"{demo.address}/editor").text
        assert httpx2.get(f"{demo.address}/_stcore/health").text == "ok"
        customer = Customer(demo.address)
        customer.hears("CPF ou o CNPJ")
        customer.say("529.982.247-25")
        customer.hears("data de nascimento")
        assert up.stop(signal.SIGINT) == 0
        assert "Traceback" not in up.output()
        assert "Everything is stopped" in up.output()
    assert not _is_open(demo.port)


def test_the_port_is_free_again_after_a_kill(demo: Demo) -> None:
    with running(demo.folder, *demo.with_builder) as up:
        up.wait_for("Fluxo is running")
        up.process.kill()
        assert until(lambda: not _is_open(demo.port), 10)
        assert not _is_open(demo.erp_port)


def test_who_wants_it_asks_for_a_sign_in_from_the_start(demo: Demo) -> None:
    with running(demo.folder, *demo.with_builder, "--sign-in") as up:
        up.wait_for("/first-account?token=")
        assert httpx2.get(demo.address).headers["location"] == "/sign-in"
        assert httpx2.get(f"{demo.address}/chat/atendimento").status_code == 200
        assert "Create the first account" in _english(_link(up)).text
        assert up.stop(signal.SIGINT) == 0


def test_builder_runs_alone_beside_a_server_elsewhere(demo: Demo) -> None:
    with running(demo.folder, *demo.command) as up:
        up.wait_for("/chat/atendimento")
        assert up.stop(signal.SIGINT) == 0
    env = {
        "FLUXO_DATABASE_URL": f"sqlite:///{demo.folder}/var/fluxo.db",
        "FLUXO_SECRET_KEY": (demo.folder / "var" / "demo.key").read_text(),
    }
    with running(demo.folder, "builder", "--port", str(demo.port), env=env) as builder:
        builder.wait_for("/first-account?token=")
        assert f"The builder is at {demo.address}" in builder.output()
        sign_in = httpx2.get(f"{demo.address}/chat/atendimento").headers["location"]
        assert sign_in == "/sign-in?next=/chat/atendimento"
        assert "Create the first account" in _english(_link(builder)).text
        assert builder.stop(signal.SIGTERM) == 0
        assert "Traceback" not in builder.output()


def _link(program: Running) -> str:
    (found,) = re.findall(r"http://\S+/first-account\S+", program.output())
    return str(found)


def _english(link: str) -> httpx2.Response:
    return httpx2.get(f"{link}&language=en")


def test_builder_without_a_key_is_a_sentence(demo: Demo) -> None:
    with running(demo.folder, "builder", "--port", str(demo.port)) as builder:
        assert builder.process.wait(60) == 1
        assert "FLUXO_SECRET_KEY is not set" in builder.output()


def test_builder_without_a_database_is_a_sentence(demo: Demo) -> None:
    env = {"FLUXO_SECRET_KEY": generate_key().decode()}
    with running(demo.folder, "builder", "--port", str(demo.port), env=env) as builder:
        assert builder.process.wait(60) == 1
        assert "Traceback" not in builder.output()
        assert "fluxo db upgrade" in builder.output()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
