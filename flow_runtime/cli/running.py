"""`fluxo up`, `serve`, `worker` and `builder`: the commands that go on until they are stopped."""

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import require_database, settings_with_key
from flow_runtime.cli.speech import Language, choose_language, say, warn

if TYPE_CHECKING:
    from flow_runtime.conversations import Worker

Port = Annotated[int, typer.Option(min=1, max=65_535, help="Where the server listens.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(up)
    app.command()(serve)
    app.command()(worker)
    app.command()(builder)


def up(
    *,
    port: Port = 8700,
    directory: Annotated[Path, typer.Option(help="Where the demo keeps everything.")] = Path("var"),
    browser: Annotated[bool, typer.Option(help="Open the builder in the browser.")] = True,
    builder: Annotated[bool, typer.Option(help="Show the builder too.")] = True,
    erp_port: Annotated[
        int, typer.Option(min=1, max=65_535, help="Where the demo ERP of a new folder answers.")
    ] = 8701,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="Ask everybody to sign in, from the first account on.")
    ] = False,
    language: Annotated[Language | None, typer.Option(help="pt-BR or en.")] = None,
) -> None:
    """Start everything on this machine: database, sample flows, web chat, demo ERP, builder."""
    from flow_runtime.cli.builder import has_builder
    from flow_runtime.cli.demo_start import DemoPlan, start_demo

    if language:
        choose_language(language)
    plan = DemoPlan(
        directory=directory,
        port=port,
        erp_port=erp_port,
        opens_browser=browser,
        has_builder=builder and has_builder(),
        needs_sign_in=sign_in,
    )
    start_demo(plan)


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Instead of FLUXO_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="Instead of FLUXO_PORT.")
    ] = None,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Also carry out API calls and timers.")
    ] = True,
) -> None:
    """Serve the HTTP API and the web chat; everything comes from FLUXO_* variables."""
    from contextlib import closing

    from flow_runtime.cli.logs import configure_logs
    from flow_runtime.cli.serving import listening_socket, serve_until_stopped, server_of
    from flow_runtime.server.app import create_app
    from flow_runtime.server.installation import open_installation

    settings = settings_with_key()
    configure_logs(settings.log_format)
    require_database(settings)
    host, port = host or settings.host, port or settings.port
    with closing(open_installation(settings)) as installation:
        listening = listening_socket(host, port)
        address = f"http://{host}:{port}"
        app = create_app(installation, with_worker=with_worker)
        server = server_of(app, lambda: _announce(address))
        serve_until_stopped(server, listening)


def _announce(address: str) -> None:
    say(
        f"O Fluxo atende em {address} (documentação da API: {address}/docs). Ctrl-C encerra.",
        f"Fluxo serves on {address} (API docs: {address}/docs). Ctrl-C stops it.",
    )


def worker() -> None:
    """Carry out API calls, notices and timers; run as many as the work needs."""
    import asyncio
    from contextlib import closing

    from flow_runtime.cli.logs import configure_logs
    from flow_runtime.server.installation import open_installation

    settings = settings_with_key()
    configure_logs(settings.log_format)
    require_database(settings)
    with closing(open_installation(settings)) as installation:
        asyncio.run(_work(installation.worker()))


async def _work(worker: "Worker") -> None:
    import asyncio

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
    except NotImplementedError:
        raise CommandFailed(
            "O comando worker não roda neste sistema. Use fluxo serve, que faz o mesmo trabalho.",
            "The command worker does not run on this system. Use fluxo serve, which works too.",
        ) from None
    say("O Fluxo está trabalhando. Ctrl-C encerra.", "Fluxo is working. Ctrl-C stops it.")
    await worker.run(asyncio.Event(), stop)


def builder(
    *,
    host: Annotated[str, typer.Option(help="Where the builder listens.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="Where the builder is shown.")
    ] = 8501,
) -> None:
    """Show the builder alone; the runtime runs elsewhere on the same database."""
    from flow_runtime.cli.builder import (
        LOOPBACK,
        builder_alone,
        first_account_address,
        hosts_of,
        settings_in_environment,
    )
    from flow_runtime.cli.logs import configure_logs
    from flow_runtime.cli.serving import listening_socket, serve_until_stopped, server_of

    settings = settings_with_key()
    configure_logs(settings.log_format)
    require_database(settings)
    is_private = host in LOOPBACK
    if not is_private:
        settings = settings.model_copy(update={"open_without_accounts": False})
        _warn_of_open_lines(settings.public_url)
    address = f"http://{host}:{port}"
    listening = listening_socket(host, port)
    first = first_account_address(settings, address)
    with settings_in_environment(settings):
        app = builder_alone(hosts_of(settings) if is_private else ())
        server = server_of(app, lambda: _announce_builder(address, first))
        serve_until_stopped(server, listening)


def _warn_of_open_lines(public_url: str) -> None:
    if not public_url.startswith("https://"):
        warn(
            "Sem HTTPS, as senhas passam abertas pela rede: ponha um proxy com HTTPS na frente e "
            "diga o endereço dele em FLUXO_PUBLIC_URL.",
            "Without HTTPS passwords cross the network in the open: put a proxy with HTTPS in "
            "front, and say its address in FLUXO_PUBLIC_URL.",
        )


def _announce_builder(address: str, first: str | None) -> None:
    from flow_runtime.cli.builder import announce_first_account

    say(
        f"O construtor está em {address}. Ctrl-C encerra.",
        f"The builder is at {address}. Ctrl-C stops it.",
    )
    if first:
        announce_first_account(first)
