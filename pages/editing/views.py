"""What the canvas was shown: every change of the document counts a view and leaves a patch."""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing import Document, FlowView, patch_between, view_of
from pages.texts import Language

KEPT_PATCHES: Final = 200
Patch = dict[str, JsonValue]

_BY_KEY: Final = frozenset({"cards", "edges", "layout"})
"""Parts of a view whose patches name single entries; the others come whole."""


@dataclass(slots=True)
class Views:
    """The numbered views of one desk, and the patches that lead from one to the next."""

    newest: FlowView
    number: int = 1
    _patches: deque[Patch] = field(default_factory=lambda: deque(maxlen=KEPT_PATCHES))

    @classmethod
    def begin(cls, document: Document, language: Language) -> "Views":
        """Return the first view of a draft."""
        return cls(view_of(document, language))

    def show(self, document: Document) -> None:
        """Count a view if the document changed."""
        if document is self.newest.source:
            return
        before = self.newest
        self.newest = view_of(document, before.words, earlier=before)
        self._patches.append(patch_between(before, self.newest))
        self.number += 1

    def since(self, held: int) -> dict[str, JsonValue]:
        """Return what leads from a held view to the newest: a patch, or the whole view.

        The patch is the sum of all single ones, so it also fits every view in between.
        """
        missing = self.number - held
        if held < 1 or missing < 0 or missing > len(self._patches):
            return {"view": self.number, "base": None, "full": self.newest.json}
        patches = list(self._patches)[len(self._patches) - missing :]
        return {"view": self.number, "base": held, "patch": summed(patches)}


def summed(patches: list[Patch]) -> Patch:
    """Return one patch that does what several do one after the other."""
    whole: Patch = {}
    for patch in patches:
        for part, value in patch.items():
            known = whole.get(part)
            if part in _BY_KEY and isinstance(known, dict) and isinstance(value, dict):
                whole[part] = {**known, **value}
            else:
                whole[part] = value
    return whole
