"""Stub."""

import typer

app = typer.Typer(name="database")


@app.callback()
def group() -> None:
    """Stub."""
