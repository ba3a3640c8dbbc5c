"""Signed events: who sent a request, when, and that nobody changed it on the way.

The sender computes HMAC-SHA256 (RFC 2104) over the time, the conversation and the body as it is
sent, and writes it into one header:

    X-Fluxo-Signature: t=1790000000,v1=<64 hexadecimal digits>
    signed:            1790000000.<conversation id>.<body, byte for byte>

While a key is being replaced, a sender may write two `v1=` parts, and we accept two keys. Who
captures a request can do nothing with it: the conversation and the time are signed, and the event
id in the body counts once for ever.
"""

import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

HEADER: Final = "X-Fluxo-Signature"
MAX_AGE_S: Final = 300
"""How far the signed time may be from ours, before or after."""

_HEADER_FORM: Final = re.compile(r"t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,2})")


def sign(key: bytes, conversation_id: str, body: bytes, *, at: datetime) -> str:
    """Return the value of the header, as a sender writes it.

    Args:
        key: One of the installation's FLUXO_EVENTS_KEYS.
        conversation_id: The public id, as it stands in the address.
        body: The bytes that will be sent.
        at: Aware; now.
    """
    seconds = str(int(at.timestamp()))
    return f"t={seconds},v1={_digest(key, seconds, conversation_id, body)}"


def is_signed(
    header: str, keys: Sequence[bytes], conversation_id: str, body: bytes, *, now: datetime
) -> bool:
    """Say whether a header holds a fresh signature of this body for this conversation.

    Every key is tried against every signature, in a time that depends on neither.
    """
    found = _HEADER_FORM.fullmatch(header)
    if found is None or abs(now.timestamp() - int(found[1])) > MAX_AGE_S:
        return False
    expected = [_digest(key, found[1], conversation_id, body) for key in keys]
    given = [part.removeprefix("v1=") for part in found[2].removeprefix(",").split(",")]
    matches = [hmac.compare_digest(one, other) for one in expected for other in given]
    return any(matches)


def _digest(key: bytes, seconds: str, conversation_id: str, body: bytes) -> str:
    signed = f"{seconds}.{conversation_id}.".encode() + body
    return hmac.new(key, signed, "sha256").hexdigest()
