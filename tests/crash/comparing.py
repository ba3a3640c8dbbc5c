"""Transcripts against the undisturbed one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final, TypeAlias

from tests.crash.customers import Customer

Line: TypeAlias = tuple[str, str]

_PROTOCOL: Final = re.compile(r"Protocolo \S+")


@dataclass(frozen=True, slots=True)
class Damage:
    """What went wrong, in lines; `stuck` in conversations. All zeros is what we promise."""

    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    stuck: int = 0

    def __add__(self, other: "Damage") -> "Damage":
        return Damage(
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.out_of_order + other.out_of_order,
            self.stuck + other.stuck,
        )

    def as_dict(self) -> dict[str, int]:
        """Return the four counts."""
        return asdict(self)


def lines_of(customer: Customer) -> list[Line]:
    """Return who said what, with the customer's name and protocol number made equal for all."""
    return [
        (message["author"], _PROTOCOL.sub("Protocolo #", message["text"]).replace(name, "NAME"))
        for name in [customer.name]
        for message in customer.seen
    ]


def damage_of(customer: Customer, undisturbed: Sequence[Line]) -> Damage:
    """Compare a customer's transcript; one that did not end is measured as far as it came."""
    got = lines_of(customer)
    expected = list(undisturbed if customer.has_ended else undisturbed[: len(got)])
    lost = (Counter(expected) - Counter(got)).total()
    doubled = (Counter(got) - Counter(expected)).total()
    places = [message["seq"] for message in customer.seen]
    moved = sum(here != there for here, there in zip(got, expected, strict=False))
    out_of_order = 0 if lost or doubled else max(moved, places != sorted(set(places)))
    return Damage(lost, doubled, out_of_order, stuck=0 if customer.has_ended else 1)
