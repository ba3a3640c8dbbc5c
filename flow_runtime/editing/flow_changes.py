"""Changes of what belongs to the whole flow: variables, settings, translations."""

from dataclasses import dataclass
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.editing.change_types import FieldPath, TranslationKey, VariableItem, VariableName
from flow_runtime.editing.documents import (
    Document,
    Item,
    items_of,
    object_of,
    with_item,
    with_key,
    without_items,
)
from flow_runtime.editing.paths import set_at
from flow_runtime.editing.refactoring import is_used, rename_variable
from flow_runtime.flow import Language
from flow_runtime.limits import MAX_VARIABLES

FLOW_FIELDS: Final = frozenset(
    {"name", "objective", "category", "language", "languages", "settings", "brief"}
)
"""What `SetFlow` may change; everything else has a change of its own, or none."""


@dataclass(frozen=True, slots=True)
class PutVariable:
    """Adds or replaces a variable."""

    variable: VariableItem
    change: Literal["put_variable"] = "put_variable"

    def apply(self, document: Document) -> Document:
        """Return the document with the variable; one too many is left out."""
        names = {item["name"] for item in items_of(document, "variables", "name")}
        if len(names) >= MAX_VARIABLES and self.variable["name"] not in names:
            return document
        return with_item(document, "variables", self.variable, ["name"])


@dataclass(frozen=True, slots=True)
class RemoveVariable:
    """Removes a variable; nothing happens while something still uses it."""

    name: VariableName
    change: Literal["remove_variable"] = "remove_variable"

    def apply(self, document: Document) -> Document:
        """Return the document without the variable."""
        if is_used(document, self.name):
            return document
        return without_items(document, "variables", lambda item: item.get("name") == self.name)


@dataclass(frozen=True, slots=True)
class RenameVariable:
    """Renames a variable everywhere; nothing happens where the new name is taken."""

    old: VariableName
    new: VariableName
    change: Literal["rename_variable"] = "rename_variable"

    def apply(self, document: Document) -> Document:
        """Return the document with the variable renamed."""
        return rename_variable(document, self.old, self.new)


@dataclass(frozen=True, slots=True)
class SetFlow:
    """Sets a field of the flow itself; None removes its key."""

    path: FieldPath
    value: JsonValue = None
    change: Literal["set_flow"] = "set_flow"

    def apply(self, document: Document) -> Document:
        """Return the document with the field set."""
        return set_at(document, self.path, self.value) if self._is_allowed() else document

    def _is_allowed(self) -> bool:
        return self.path.partition(".")[0] in FLOW_FIELDS


@dataclass(frozen=True, slots=True)
class SetTranslation:
    """Sets a text in another language; None removes it. `key` is `node.path`."""

    language: Language
    key: TranslationKey
    value: str | None = None
    change: Literal["set_translation"] = "set_translation"

    def apply(self, document: Document) -> Document:
        """Return the document with the translation."""
        texts = object_of(document, "translations").get(self.language)
        known: Item = texts if isinstance(texts, dict) else {}
        changed = with_key({"texts": known}, "texts", self.key, self.value)["texts"]
        if changed is known:
            return document
        return with_key(document, "translations", self.language, changed or None)
