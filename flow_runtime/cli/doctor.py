"""Stub."""

import typer

app = typer.Typer(name="doctor")


@app.callback()
def group() -> None:
    """Stub."""
