"""The installation's settings, from environment variables that begin with FLUXO_.

There is no default secret: outside the demo the start is refused without one.
"""

from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from flow_runtime.errors import SettingsInvalid
from flow_runtime.mail import MailServer
from storage.vault import Vault


class Settings(BaseSettings):
    """Everything that differs between installations; units are in the names."""

    model_config = SettingsConfigDict(env_prefix="FLUXO_", extra="ignore")

    database_url: str = "sqlite:///var/fluxo.db"
    secret_key: SecretStr | None = None
    """A Fernet key (`fluxo keygen`): locks stored secrets and derives conversation tokens."""

    files_directory: Path = Path("var/files")
    host: str = "127.0.0.1"
    port: int = Field(default=8700, ge=1, le=65_535)
    public_url: str = ""
    events_token: SecretStr | None = None
    """What other systems send as Bearer to `/api/conversations/{id}/events`; unset closes it."""

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
            SettingsInvalid: None is set, or it is no Fernet key.
        """
        if self.secret_key is None:
            raise SettingsInvalid(
                "FLUXO_SECRET_KEY is not set. Make a key with `fluxo keygen`, keep it safe, "
                "and set it in the environment."
            )
        key = self.secret_key.get_secret_value().encode()
        try:
            Fernet(key)
        except ValueError:
            raise SettingsInvalid(
                "FLUXO_SECRET_KEY is not a valid key. Make one with `fluxo keygen`."
            ) from None
        return key

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
        wrong = ", ".join(f"FLUXO_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsInvalid(f"Check these environment variables: {wrong}.") from None
