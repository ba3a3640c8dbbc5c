"""The vault: locks secrets with a key that only the environment knows."""

import hashlib

from cryptography.fernet import Fernet, InvalidToken

from storage.errors import WrongKey

_KEY_ID_LENGTH = 12


class Vault:
    """Locks and opens secrets with one Fernet key; there is no default key."""

    def __init__(self, key: bytes) -> None:
        """Take the key.

        Args:
            key: 32 bytes in URL-safe base64, as `generate_key` makes them.

        Raises:
            WrongKey: when it is not such a key.
        """
        try:
            self._fernet = Fernet(key)
        except ValueError as error:
            raise WrongKey(
                "The secret key is not 32 bytes in URL-safe base64: make one with fluxo keygen.",
                pt="A chave secreta não tem 32 bytes em base64 para URL: crie uma com fluxo "
                "keygen.",
            ) from error
        self.key_id = hashlib.sha256(key).hexdigest()[:_KEY_ID_LENGTH]

    def __repr__(self) -> str:
        return f"Vault(key_id={self.key_id!r})"

    def lock(self, secret: str) -> str:
        """Return `secret` as a token that only the same key opens."""
        return self._fernet.encrypt(secret.encode()).decode()

    def open(self, token: str) -> str:
        """Return the secret that `lock` made the token from.

        Raises:
            WrongKey: when the token was locked with another key or was changed.
        """
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise WrongKey(
                "The secret cannot be opened with this key: set the key it was saved with, "
                "or save the secret again.",
                pt="O segredo não abre com esta chave: use a chave com que foi gravado, ou "
                "grave-o de novo.",
            ) from error


def generate_key() -> bytes:
    """Return a new random key for a `Vault`."""
    return Fernet.generate_key()
