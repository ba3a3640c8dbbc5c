import pytest
from sqlalchemy import select, update

from storage import secrets
from storage.database import Database
from storage.errors import NotFound, WrongKey
from storage.vault import Vault, generate_key
from tests.storage.stories import NOW, later

CANARY = "s3nha-canário-🔑"


@pytest.fixture
def vault() -> Vault:
    return Vault(generate_key())


def test_secret_is_readable_only_through_the_vault(database: Database, vault: Vault) -> None:
    with database.transaction() as tx:
        secrets.save(tx, vault, name="erp", value=CANARY, now=NOW)
        assert secrets.reveal(tx, vault, "erp") == CANARY
        (listed,) = secrets.list_secrets(tx)
        stored = tx.execute(select(secrets.secrets)).one()
    assert (listed.name, listed.key_id) == ("erp", vault.key_id)
    assert CANARY not in repr(stored) + repr(listed)
    assert listed.token not in repr(listed)


def test_secret_is_replaced_and_removed(database: Database, vault: Vault) -> None:
    with database.transaction() as tx:
        for seconds, value in enumerate(("one", "two")):
            secrets.save(tx, vault, name="erp", value=value, now=later(seconds))
        assert secrets.reveal(tx, vault, "erp") == "two"
        assert secrets.remove(tx, "erp")
        assert not secrets.remove(tx, "erp")
        with pytest.raises(NotFound):
            secrets.reveal(tx, vault, "erp")


def test_other_key_is_named_in_the_error(database: Database, vault: Vault) -> None:
    with database.transaction() as tx:
        secrets.save(tx, vault, name="erp", value=CANARY, now=NOW)
        with pytest.raises(WrongKey, match=vault.key_id):
            secrets.reveal(tx, Vault(generate_key()), "erp")


def test_token_that_was_changed_does_not_open(database: Database, vault: Vault) -> None:
    with database.transaction() as tx:
        secrets.save(tx, vault, name="erp", value=CANARY, now=NOW)
        tx.execute(update(secrets.secrets).values(token="forged"))
        with pytest.raises(WrongKey, match="save the secret again"):
            secrets.reveal(tx, vault, "erp")


def test_key_can_be_changed(database: Database, vault: Vault) -> None:
    new = Vault(generate_key())
    with database.transaction() as tx:
        for name in ("erp", "crm"):
            secrets.save(tx, vault, name=name, value=f"{name} {CANARY}", now=NOW)
        assert secrets.change_key(tx, vault, new, now=later(1)) == 2
        assert secrets.reveal(tx, new, "crm") == f"crm {CANARY}"
        with pytest.raises(WrongKey):
            secrets.reveal(tx, vault, "erp")


@pytest.mark.parametrize("key", [b"", b"changeme", b"\xff" * 44, b"A" * 43])
def test_key_of_the_wrong_form_is_refused(key: bytes) -> None:
    with pytest.raises(WrongKey, match="fluxo keygen"):
        Vault(key)


def test_vault_does_not_show_its_key() -> None:
    key = generate_key()
    assert key.decode() not in repr(Vault(key))
