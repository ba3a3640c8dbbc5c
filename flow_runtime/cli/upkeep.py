"""`fluxo keygen`, `fluxo secret …` and `fluxo channel …`: setting an installation up."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import (
    As,
    acting_person,
    local_time,
    opened_database,
    settings_with_key,
    utc_now,
)
from flow_runtime.cli.speech import console, phrase, print_json, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.channels import Channel

secret_app = typer.Typer(name="secret", no_args_is_help=True)
channel_app = typer.Typer(name="channel", no_args_is_help=True)

SecretName = Annotated[str, typer.Argument(metavar="NAME", help="Such as ERP_TOKEN.")]
_MAX_SECRET_CHARACTERS: Final = 10_000
_LANGUAGE_FORM: Final = ("pt-BR ou en", "pt-BR or en")
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("uma linha de texto curta", "one short line of text"),
    "language": _LANGUAGE_FORM,
    "primary_color": ("uma cor como #0b5fff", "a colour such as #0b5fff"),
    "logo_url": ("um endereço que comece com https://", "an address that begins with https://"),
    "position": ("right ou left", "right or left"),
    "accepts_files": ("true ou false", "true or false"),
    "allowed_origins": (
        "--origin com um site como https://loja.example, sem barra no fim",
        "--origin with a site such as https://shop.example, without a slash at its end",
    ),
}
_OTHER_FORM: Final = ("o valor que a documentação mostra", "the value that the documentation shows")


def register(app: typer.Typer) -> None:
    """Add the command that stands alone to the application."""
    app.command()(keygen)


def keygen() -> None:
    """Print a new key for FLUXO_SECRET_KEY; keep it where nobody else reads."""
    from storage.vault import generate_key

    typer.echo(generate_key().decode())


def _write_down(tx: "Connection", actor: str | None, action: str, subject: str) -> None:
    from storage import audit
    from storage.audit import NewAuditEntry

    audit.append(tx, NewAuditEntry(acting_person(actor), action, subject, {}), now=utc_now())


# -- secrets -----------------------------------------------------------------------------------


@secret_app.callback()
def secret() -> None:
    """Keep what connections need and nobody may read; flows say {{secret:NAME}}."""


@secret_app.command("set")
def set_secret(name: SecretName, *, actor: As = None) -> None:
    """Lock a secret; its value is asked for, or read from a pipe, never an argument."""
    from pydantic import TypeAdapter, ValidationError

    from flow_runtime.workspace import SecretName as Rule
    from storage import secrets

    try:
        TypeAdapter(Rule).validate_python(name)
    except ValidationError:
        raise CommandFailed(
            "O nome de um segredo tem letras maiúsculas, números e _: por exemplo, ERP_TOKEN.",
            "The name of a secret has capital letters, digits and _: for example ERP_TOKEN.",
        ) from None
    vault = settings_with_key().vault()
    value = _typed_secret()
    with opened_database() as database, database.transaction() as tx:
        secrets.save(tx, vault, name=name, value=value, now=utc_now())
        _write_down(tx, actor, "secret.set", name)
    say(f"Segredo {name} guardado.", f"The secret {name} is kept.")


def _typed_secret() -> str:
    if sys.stdin.isatty():
        value = str(typer.prompt(phrase("Valor", "Value"), hide_input=True))
    else:
        value = sys.stdin.read(_MAX_SECRET_CHARACTERS + 1).strip("\r\n")
    if not value or len(value) > _MAX_SECRET_CHARACTERS:
        raise CommandFailed(
            "O valor está vazio ou é longo demais. Digite-o, ou envie-o pela entrada padrão.",
            "The value is empty or too long. Type it, or send it on standard input.",
        )
    return value


@secret_app.command("list")
def list_secrets() -> None:
    """List the names of the secrets and when they were set; never their values."""
    from storage import secrets

    with opened_database() as database, database.read() as tx:
        for kept in secrets.list_secrets(tx):
            line = f"{kept.name}  {local_time(kept.updated_at)}"
            say(line, line)


@secret_app.command("remove")
def remove_secret(name: SecretName, *, actor: As = None) -> None:
    """Forget a secret."""
    from storage import secrets

    with opened_database() as database, database.transaction() as tx:
        if not secrets.remove(tx, name):
            raise CommandFailed(
                f"Não há segredo {name}. Veja os nomes: fluxo secret list.",
                f"There is no secret {name}. See the names: fluxo secret list.",
            )
        _write_down(tx, actor, "secret.removed", name)
    say(f"Segredo {name} apagado.", f"The secret {name} is forgotten.")


# -- channels ----------------------------------------------------------------------------------


@channel_app.callback()
def channel() -> None:
    """Set up the places where customers write."""


@channel_app.command("list")
def list_channels(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False
) -> None:
    """List the channels with their settings."""
    from storage import channels

    with opened_database() as database, database.read() as tx:
        found = channels.list_channels(tx)
    if as_json:
        print_json({"channels": [_channel_as_json(item) for item in found]})
        return
    for item in found:
        settings = "; ".join(f"{key}={_readable(value)}" for key, value in item.settings.items())
        line = f"{item.name}  {item.kind}  {item.environment}  {settings}"
        console().print(line.rstrip(), soft_wrap=True)


def _readable(value: object) -> str:
    """Return a setting's value as `--set` takes it; a list with commas."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _channel_as_json(item: "Channel") -> dict[str, object]:
    return {
        "name": item.name,
        "kind": item.kind,
        "environment": item.environment,
        "settings": dict(item.settings),
    }


@channel_app.command("set")
def set_channel(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="title=…, primary_color=#0b5fff, …."),
    ] = None,
    origin: Annotated[
        list[str] | None, typer.Option(help="A site that may embed the chat; may be repeated.")
    ] = None,
    kind: Annotated[Literal["webchat"], typer.Option(help="What kind of channel.")] = "webchat",
    environment: Annotated[
        Literal["test", "production"] | None,
        typer.Option(help="Whether customers write here, or the company alone."),
    ] = None,
    actor: As = None,
) -> None:
    """Make a channel, or change what is given and leave the rest."""
    from storage import channels
    from storage.channels import Channel

    with opened_database() as database, database.transaction() as tx:
        known = {item.name: item for item in channels.list_channels(tx)}
        before = known.get(name) or Channel(_slug(name), kind, {})
        wished = {**before.settings, **_given(setting or [])}
        if origin:
            wished["allowed_origins"] = origin
        place = environment or before.environment
        channels.save(tx, Channel(before.name, kind, _checked(wished), place))
        _write_down(tx, actor, "channel.set", name)
    say(f"Canal '{name}' gravado.", f"The channel '{name}' is kept.")


def _given(settings: list[str]) -> dict[str, object]:
    pairs = (setting.partition("=") for setting in settings)
    given: dict[str, object] = {}
    for key, sign, value in pairs:
        if not sign:
            raise typer.BadParameter(f"--set {key}: KEY=VALUE")
        words = {"true": True, "false": False, "": None}
        given[key] = words.get(value, value)
    return given


def _slug(name: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from flow_runtime.nodes.fields import Slug

    try:
        return TypeAdapter(Slug).validate_python(name)
    except ValidationError:
        raise CommandFailed(
            f"'{name}' não serve como nome de canal: use letras minúsculas, números, _ e -.",
            f"'{name}' cannot name a channel: use lower-case letters, digits, _ and -.",
        ) from None


def _checked(settings: dict[str, object]) -> dict[str, object]:
    """Return the settings as the web chat keeps them."""
    from pydantic import ValidationError

    from flow_runtime.channels.webchat import WebchatSettings, read_settings

    try:
        return read_settings(settings).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"][0]
        if place not in WebchatSettings.model_fields:
            known = ", ".join(WebchatSettings.model_fields)
            raise CommandFailed(
                f"Não há configuração '{place}'. As que há são: {known}.",
                f"There is no setting '{place}'. Those there are: {known}.",
            ) from None
        pt, en = _FORMS.get(str(place), _OTHER_FORM)
        raise CommandFailed(
            f"O valor de '{place}' não serve. Use {pt}.",
            f"The value of '{place}' cannot be used. Give {en}.",
        ) from None
