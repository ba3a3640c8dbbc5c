"""Stub."""

import typer

app = typer.Typer(name="tickets")


@app.callback()
def group() -> None:
    """Stub."""
