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

from flow_runtime.cli.speech import console, phrase, sentence_of
from flow_runtime.errors import DocumentInvalid, FluxoError
from storage.errors import StorageError

_REASONS: Final[Mapping[int | None, tuple[str, str]]] = {
    errno.ENOENT: ("não existe", "it does not exist"),
    errno.EEXIST: ("já existe", "it exists already"),
    errno.EACCES: ("sem permissão", "no permission"),
    errno.EPERM: ("sem permissão", "no permission"),
    errno.EISDIR: ("é uma pasta", "it is a folder"),
    errno.ENOTDIR: ("uma parte do caminho não é pasta", "a part of its path is no folder"),
    errno.ENOSPC: ("o disco está cheio", "the disk is full"),
    errno.EROFS: ("o disco só permite leitura", "the disk can only be read"),
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
    elif isinstance(error, FluxoError | StorageError):
        yield sentence_of(error.words)
    elif isinstance(error, OSError) and error.strerror:
        yield _sentence_of_system(error)


def _sentence_of_system(error: OSError) -> str:
    """Say what the operating system refused, naming the file where there is one."""
    pt, en = _REASONS.get(error.errno, (error.strerror, error.strerror))
    if error.filename is None:
        return phrase(
            f"O sistema recusou uma operação ({pt}). Confira o disco, a rede e as permissões.",
            f"The system refused an operation ({en}). Check disk, network and permissions.",
        )
    return phrase(
        f"Não consegui usar '{error.filename}' ({pt}). Confira o nome e as permissões.",
        f"'{error.filename}' cannot be used ({en}). Check its name and permissions.",
    )


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
