"""Names and ids that nothing has yet."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from flow_runtime.editing.documents import Document, ids_in, new_id

_NUMBER: Final = re.compile(r" \d+$")


def free_name(wish: str, taken: Collection[str]) -> str:
    """Return a name, with a number behind it when something has it: "Mensagem 2"."""
    stem, name, number = _NUMBER.sub("", wish), wish, 1
    while name in taken:
        number += 1
        name = f"{stem} {number}"
    return name


def fresh_ids(document: Document, ids: Iterable[str]) -> dict[str, str]:
    """Return an id for each of some ids that the document has not, nor another of them."""
    taken = ids_in(document)
    found: dict[str, str] = {}
    for old in ids:
        found[old] = new_id(taken, old)
        taken.add(found[old])
    return found
