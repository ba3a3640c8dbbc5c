"""The installation's settings, from environment variables that begin with FLUXO_.

There is no default secret: outside the demo the start is refused without one.
"""

from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flow_runtime.errors import SettingsInvalid
from flow_runtime.mail import MailServer
from flow_runtime.server.buckets import Rate, read_rate
from flow_runtime.server.proxies import read_networks
from storage.vault import Vault
from storage.weak_keys import is_weak

MAX_EVENTS_KEYS: Final = 2
MIN_EVENTS_KEY_CHARACTERS: Final = 32

RateSetting: TypeAlias = Annotated[Rate, NoDecode, BeforeValidator(read_rate)]
"""Written `20:40`: 20 a second in the long run, 40 at once after a rest."""


def _of_networks(written: str) -> str:
    read_networks(written)
    return written


class Settings(BaseSettings):
    """Everything that differs between installations; units are in the names."""

    model_config = SettingsConfigDict(env_prefix="FLUXO_", extra="ignore")

    database_url: str = "sqlite:///var/fluxo.db"
    secret_key: SecretStr | None = None
    """A Fernet key (`fluxo keygen`): locks stored secrets and derives conversation tokens."""

    token: SecretStr | None = None
    """An API token (`fluxo token create`): commands act in the name of its person."""

    files_directory: Path = Path("var/files")
    host: str = "127.0.0.1"
    port: int = Field(default=8700, ge=1, le=65_535)
    public_url: str = ""
    open_without_accounts: bool = False
    """Whether nobody on this very machine need sign in while there is no account: `fluxo up`."""

    oidc_roles_claim: str = ""
    """The claim in which the company's own sign-in says the roles of a person; none by default."""

    oidc_emails_are_verified: bool = False
    """Whether its addresses count where it does not say that it verified them."""

    events_token: SecretStr | None = None
    """What other systems send as Bearer to `/api/conversations/{id}/events`; unset closes it."""

    events_keys: SecretStr | None = None
    """Keys that sign events (server/signatures.py): one, or two with a comma while one replaces
    the other; each of 32 characters or more."""

    rate_limits: bool = True
    rate_per_address: RateSetting = Rate(20, 40)
    requests_at_once_per_address: int = Field(default=10, ge=1)
    """How many requests of one address may wait for their answers; open streams do not count."""

    rate_of_starts_per_address: RateSetting = Rate(2, 30)
    rate_per_visitor: RateSetting = Rate(5, 30)
    rate_per_channel: RateSetting = Rate(200, 600)
    rate_of_events_per_address: RateSetting = Rate(100, 500)
    trusted_proxies: Annotated[str, AfterValidator(_of_networks)] = ""
    """Addresses and networks, with commas, whose X-Forwarded-For counts; nobody's by default."""

    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_sender: str = ""
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    lease_s: float = Field(default=30.0, gt=0)
    """How long a worker may be silent about a task before another one repeats it."""

    log_format: Literal["console", "json"] = "console"

    def key(self) -> bytes:
        """Return the secret key.

        Raises:
            SettingsInvalid: None is set, it is no Fernet key, or it is one that others know.
        """
        if self.secret_key is None:
            raise SettingsInvalid(
                "FLUXO_SECRET_KEY is not set. Make a key with `fluxo keygen`, keep it safe, "
                "and set it in the environment.",
                pt="Falta FLUXO_SECRET_KEY. Crie uma chave com `fluxo keygen`, guarde-a bem e "
                "defina a variável.",
            )
        key = self.secret_key.get_secret_value().encode()
        try:
            Fernet(key)
        except ValueError:
            raise SettingsInvalid(
                "FLUXO_SECRET_KEY is not a valid key. Make one with `fluxo keygen`.",
                pt="FLUXO_SECRET_KEY não é uma chave válida. Crie uma com `fluxo keygen`.",
            ) from None
        if is_weak(key):
            raise SettingsInvalid(
                "FLUXO_SECRET_KEY is a key that others know or can guess. "
                "Make one of your own with `fluxo keygen`.",
                pt="FLUXO_SECRET_KEY é uma chave que outros conhecem ou podem adivinhar. "
                "Crie a sua com `fluxo keygen`.",
            )
        return key

    def signing_keys(self) -> tuple[bytes, ...]:
        """Return the keys that may sign events; none closes the door to signed ones.

        Raises:
            SettingsInvalid: There are too many, or one is too short to be safe.
        """
        written = self.events_keys.get_secret_value() if self.events_keys else ""
        keys = tuple(key.strip().encode() for key in written.split(",") if key.strip())
        too_short = any(len(key) < MIN_EVENTS_KEY_CHARACTERS for key in keys)
        if too_short or len(keys) > MAX_EVENTS_KEYS:
            raise SettingsInvalid(
                "FLUXO_EVENTS_KEYS must hold one key, or two with a comma between them, each of "
                "32 characters or more. Make them with `fluxo keygen`.",
                pt="FLUXO_EVENTS_KEYS deve ter uma chave, ou duas separadas por vírgula, cada uma "
                "com 32 caracteres ou mais. Crie-as com `fluxo keygen`.",
            )
        return keys

    def vault(self) -> Vault:
        """Return what opens the stored secrets."""
        return Vault(self.key())

    def mail_server(self) -> MailServer | None:
        """Return the mail server, or None where none is set up."""
        if not self.smtp_host:
            return None
        return MailServer(
            host=self.smtp_host,
            sender=self.smtp_sender,
            port=self.smtp_port,
            security=self.smtp_security,
            user=self.smtp_user,
            password=self.smtp_password.get_secret_value() if self.smtp_password else None,
        )


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsInvalid: A value is not what it must be.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = ", ".join(f"FLUXO_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise SettingsInvalid(
            f"These environment variables cannot be used as they are: {wrong}. Correct them as "
            "docs/command-line.md says, or leave them out.",
            pt=f"Estas variáveis de ambiente não servem como estão: {wrong}. Corrija-as como diz "
            "docs/command-line.md, ou retire-as.",
        ) from None
