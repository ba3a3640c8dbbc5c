"""Stub."""

import typer

secret_app = typer.Typer(name="secret")
channel_app = typer.Typer(name="channel")


@secret_app.callback()
def group() -> None:
    """Stub."""


@channel_app.callback()
def group2() -> None:
    """Stub."""


def register(app: typer.Typer) -> None:
    """Add."""
