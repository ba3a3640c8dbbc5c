import base64

import pytest

from storage.vault import generate_key
from storage.weak_keys import is_weak


def key_of(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw)


@pytest.mark.parametrize(
    "key",
    [
        key_of(bytes(32)),
        key_of(b"\xff" * 32),
        key_of(bytes(range(32))),
        key_of(bytes(range(64, 32, -1))),
        key_of(b"\x13\x37" * 16),
        key_of(b"deadbeef" * 4),
        key_of(b"an example of thirty-two letters"),
        key_of(bytes.fromhex("00" * 24 + "0102030405060708")),
        b"cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
    ],
)
def test_a_key_that_can_be_guessed_is_weak(key: bytes):
    assert is_weak(key)


def test_a_random_key_is_not():
    assert not any(is_weak(generate_key()) for _ in range(1000))
