"""No start without a key of one's own: one sentence and exit code 1."""

import base64

import pytest

from tests.flow_runtime.cli.conftest import Call

ZEROS = base64.urlsafe_b64encode(bytes(32)).decode()
GOOD = "Yx0s8mJtT7h3cQ1wZk5rVn9bLdPfGa2eUi4oXy6HjKs="
LONG_LIVED = ("serve", "worker")


@pytest.mark.parametrize("command", LONG_LIVED)
@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (None, "FLUXO_SECRET_KEY is not set."),
        ("", "FLUXO_SECRET_KEY is not a valid key."),
        ("short", "FLUXO_SECRET_KEY is not a valid key."),
        ("change-me", "FLUXO_SECRET_KEY is not a valid key."),
        (ZEROS, "FLUXO_SECRET_KEY is a key that others know or can guess."),
        (
            "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
            "FLUXO_SECRET_KEY is a key that others know or can guess.",
        ),
    ],
)
def test_no_start_without_a_key_of_ones_own(
    stored: Call,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    key: str | None,
    sentence: str,
) -> None:
    if key is None:
        monkeypatch.delenv("FLUXO_SECRET_KEY", raising=False)
    else:
        monkeypatch.setenv("FLUXO_SECRET_KEY", key)
    result = stored(command)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "fluxo keygen" in result.stderr
    assert key is None or key == "" or key not in result.output


@pytest.mark.parametrize("keys", ["short", f"{GOOD},short", f"{GOOD},{GOOD},{GOOD}"])
def test_no_start_with_signing_keys_that_are_not_safe(
    stored: Call, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    monkeypatch.setenv("FLUXO_SECRET_KEY", stored("keygen").stdout.strip())
    monkeypatch.setenv("FLUXO_EVENTS_KEYS", keys)
    result = stored("serve")
    assert result.exit_code == 1
    assert "FLUXO_EVENTS_KEYS" in result.stderr
    assert GOOD not in result.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLUXO_RATE_PER_ADDRESS", "fast"),
        ("FLUXO_RATE_PER_VISITOR", "0:1"),
        ("FLUXO_TRUSTED_PROXIES", "everybody"),
    ],
)
def test_no_start_with_a_limit_that_cannot_be_read(
    stored: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = stored("serve")
    assert result.exit_code == 1
    assert name in result.stderr
