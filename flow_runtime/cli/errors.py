"""Errors of the command line.

FluxoError               flow_runtime.errors
└── CommandFailed        a command cannot do what it was asked; in both languages
"""

from flow_runtime.errors import FluxoError


class CommandFailed(FluxoError):
    """A command cannot do what it was asked; `words` says why and the way out."""

    def __init__(self, pt: str, en: str) -> None:
        super().__init__(en, pt=pt)
