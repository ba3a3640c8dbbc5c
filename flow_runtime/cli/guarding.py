"""Every error of a command as one sentence with a way out; a traceback only when asked for.

Exit codes: 0 done, 1 failed or found something wrong, 2 called in a wrong way.
"""

import errno
import os
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperGroup

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.speech import console, phrase, sentence_of
from flow_runtime.errors import DocumentInvalid, FluxoError

_STORAGE_PT: Final[Mapping[str, str]] = {
    "SchemaTooOld": "O banco de dados é de uma versão anterior. Execute: fluxo db upgrade.",
    "SchemaTooNew": (
        "O banco de dados é de uma versão mais nova. Atualize o Fluxo ou restaure a cópia."
    ),
    "Busy": "O banco de dados está ocupado com outra mudança. Tente de novo.",
    "Unavailable": "O banco de dados não responde. Confira FLUXO_DATABASE_URL e tente de novo.",
    "WrongKey": "O segredo não abre com esta chave. Use a chave original ou grave-o de novo.",
}


class GuardedGroup(TyperGroup):
    """A group of commands whose errors become sentences."""

    # Any: the type of the base class is private to Typer.
    def invoke(self, ctx: Any) -> object:
        """Run the command; see `guarded`."""
        with guarded():
            return super().invoke(ctx)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what goes wrong inside into a sentence on the error stream and exit code 1."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            raise
        if os.environ.get("FLUXO_DEBUG"):
            raise
        _explain(error)
        raise typer.Exit(1) from None


def _explain(error: Exception) -> None:
    lines = list(_sentences(error)) or [_unexpected(error)]
    for line in lines:
        console(stderr=True).print(line, style="red", soft_wrap=True)


def _sentences(error: Exception) -> Iterator[str]:
    if isinstance(error, DocumentInvalid):
        for problem in error.problems:
            place = f"{problem.pointer}: " if problem.pointer else ""
            yield f"{place}{sentence_of(problem.words)}"
    elif isinstance(error, CommandFailed):
        yield sentence_of(error.words)
    elif isinstance(error, FluxoError):
        yield sentence_of(getattr(error, "sentence", None) or {"pt-BR": str(error)})
    elif _is_storage_error(error):
        yield phrase(_STORAGE_PT.get(type(error).__name__, str(error)), str(error))
    elif isinstance(error, OSError) and error.strerror:
        yield f"{error.filename or 'fluxo'}: {error.strerror}."


def _is_storage_error(error: Exception) -> bool:
    from storage.errors import StorageError

    return isinstance(error, StorageError)


def _unexpected(error: Exception) -> str:
    """Keep the traceback in a file and say where."""
    folder = Path("var") if Path("var").is_dir() else Path(tempfile.gettempdir())
    handle, name = tempfile.mkstemp(prefix="fluxo-error-", suffix=".log", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return phrase(
        f"Algo inesperado aconteceu. Os detalhes estão em {name}; envie-os a quem cuida do Fluxo.",
        f"Something unexpected happened. The details are in {name}; report them, please.",
    )
