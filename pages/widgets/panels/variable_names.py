"""Names of variables: what may be one, and why not."""

import re
from typing import Final

from flow_runtime.answers.folding import fold
from flow_runtime.editing import Document
from flow_runtime.editing.documents import items_of
from flow_runtime.flow import RESERVED_NAMES
from pages.texts import texts_of

_ = texts_of("panels")
MAX_NAME_CHARACTERS: Final = 64
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9_]+")


def spelled(typed: str) -> str:
    """Return what was typed as a name: `Número do pedido` → `numero_do_pedido`; "" if nothing."""
    name = _NOT_IN_NAMES.sub("_", fold(typed)).strip("_").lstrip("0123456789_")
    return name[:MAX_NAME_CHARACTERS].rstrip("_")


def name_refusal(document: Document, name: str) -> str | None:
    """Return why a new variable cannot have a name; None when it can."""
    if not _NAME.fullmatch(name):
        return name_rule()
    if name in RESERVED_NAMES:
        return _("‘{name}’ belongs to the system. Choose another name.", name=name)
    if name in {item["name"] for item in items_of(document, "variables", "name")}:
        return _("There is a variable ‘{name}’ already. Choose another name.", name=name)
    return None


def name_rule() -> str:
    """Return the rule that names keep."""
    return _("A name begins with a letter and has lower-case letters, digits and _, such as cpf.")
