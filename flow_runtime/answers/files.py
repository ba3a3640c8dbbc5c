"""The kinds file, image, audio and location, when a text came instead of an attachment."""

import re
from decimal import Decimal
from typing import Final

from flow_runtime.answers.results import Answer, Question, Refused, understood

_PAIR: Final = r"(-?[0-9]{1,3}\.[0-9]{1,15}),(?:\s|%20|\+)?(-?[0-9]{1,3}\.[0-9]{1,15})(?![0-9.])"
_COORDINATE: Final = r"(-?[0-9]{1,3}\.[0-9]{3,15})"
_TYPED: Final = re.compile(rf"\(?{_PAIR}\)?")
# Beside words, or parted by a space, only numbers as precise as a place's are one
_TOLD: Final = re.compile(
    rf"(?:[^\d,;]*[^\d,;.-])??(?:lat\w{{0,7}}:? ?)?\(?{_COORDINATE}"
    rf"(?:[,;] ?| )(?:lon\w{{0,7}}:? ?)?{_COORDINATE}\)?(?:[^\d\w][^\d]*)?"
)
_GEO: Final = re.compile(rf"geo:{_PAIR}(?:[?;]\S*)?")
_MAPS: Final = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:google\.[a-z.]{2,6}|goo\.gl|apple\.com|openstreetmap\.org|"
    r"waze\.com)/\S*"
)
_PIN: Final = re.compile(r"!3d(-?[0-9]{1,3}\.[0-9]{1,15})!4d(-?[0-9]{1,3}\.[0-9]{1,15})")
_IN_MAPS: Final = re.compile(
    rf"(?:[?&](?:q|ll|query|daddr|destination)=(?:loc:)?|/(?:place|search|dir)/|@){_PAIR}"
)


def understand_file(_question: Question) -> Answer:
    """Refuse: a typed text is no file."""
    return Refused("needs_file")


def understand_image(_question: Question) -> Answer:
    """Refuse: a typed text is no picture."""
    return Refused("needs_image")


def understand_audio(_question: Question) -> Answer:
    """Refuse: a typed text is no voice message."""
    return Refused("needs_audio")


def understand_location(question: Question) -> Answer:
    """Understand "-23.55,-46.63" or a map's address with coordinates; saved as "lat,long"."""
    found = _find_pair(question.text)
    if found is None:
        return Refused("needs_location")
    latitude, longitude = found[1], found[2]
    if abs(Decimal(latitude)) > 90 or abs(Decimal(longitude)) > 180:
        return Refused("needs_location")
    return understood(question, f"{latitude},{longitude}")


def _find_pair(text: str) -> re.Match[str] | None:
    typed = _TYPED.fullmatch(text) or _GEO.fullmatch(text)
    told = None if "://" in text else _TOLD.fullmatch(text)
    if typed or told:
        return typed or told
    address = _MAPS.search(text.replace("%2C", ","))
    if address is None:
        return None
    return _PIN.search(address[0]) or _IN_MAPS.search(address[0])
