"""`fluxo chat`: talk to a flow in the terminal, with the engine that customers will talk to."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(chat)


def chat(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The flow.")],
    *,
    language: Annotated[
        str | None, typer.Option(help="The language of the conversation: pt-BR, en, ….")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the nodes and what else happens.")
    ] = False,
) -> None:
    """Talk to a flow in the terminal; API nodes answer from their examples. /help helps."""
    from flow_runtime.cli.flow_files import compile_file
    from flow_runtime.cli.terminal_chat import TerminalChat, typed_lines

    conversation = TerminalChat(compile_file(file), language=language, verbose=verbose)
    conversation.hold(typed_lines())
