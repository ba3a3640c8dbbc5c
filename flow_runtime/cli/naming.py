"""How commands name a version: `ID@3`."""

from typing import Final

from flow_runtime.cli.errors import CommandFailed

_MOST_DIGITS: Final = 9


def version_named(written: str) -> tuple[str, int]:
    """Return the flow's id and the number of `ID@3`.

    Raises:
        CommandFailed: It names no version.
    """
    flow_id, at, number = written.partition("@")
    if not at:
        raise CommandFailed(
            f"Diga também a versão: por exemplo, {flow_id}@3. Veja as que há: fluxo reviews.",
            f"Say which version, too: for example {flow_id}@3. See those there are: fluxo reviews.",
        )
    return flow_id, version_number(number)


def version_number(written: str) -> int:
    """Return the number after the `@`.

    Raises:
        CommandFailed: It is none.
    """
    if written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS:
        return int(written)
    raise CommandFailed(
        f"'{written}' não é um número de versão. Escreva, por exemplo, boleto@3.",
        f"'{written}' is no number of a version. Write boleto@3, for example.",
    )
