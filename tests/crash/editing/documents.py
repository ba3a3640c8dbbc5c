"""Drafts compared: without their random ids, and with what a kill may have done to them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from flow_runtime.editing import Document

_WITH_IDS: Final = ("nodes", "notes", "stages", "groups")


def told(document: Document) -> str:
    """Return a draft as a text in which ids count in the order of their things."""
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    own = json.dumps(document.get("id"), ensure_ascii=False)
    names = {own[1:-1]: "this_flow"}
    for section in _WITH_IDS:
        for place, item in enumerate(_items(document, section)):
            names[str(item["id"])] = f"{section}_{place}"
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    plain = re.sub(rf"\b(?:{pattern})\b", lambda found: names[found[0]], text)
    return json.dumps(json.loads(plain), ensure_ascii=False, indent=1, sort_keys=True)


def difference(undisturbed: str, told_draft: str) -> str:
    """Return the lines in which two told drafts differ, with the lines around them."""
    sides = undisturbed.splitlines(), told_draft.splitlines()
    return "\n".join(unified_diff(*sides, "undisturbed", "stored", lineterm=""))


def faults_of(document: Document) -> list[str]:
    """Return what no sound draft has: things without ids, ids twice, edges from or to nothing."""
    faults = []
    for section in _WITH_IDS:
        ids = [item.get("id") for item in _items(document, section)]
        faults += [f"{section}: {one} twice" for one in {i for i in ids if ids.count(i) > 1}]
    nodes = {node.get("id") for node in _items(document, "nodes")}
    for edge in _items(document, "edges"):
        if not {edge.get("source"), edge.get("target")} <= nodes:
            faults.append(f"edge {edge} leads nowhere")
    return faults


def _items(document: Document, section: str) -> list[Document]:
    items = document.get(section)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a draft says after a kill: after how many gestures it is, and what is wrong with it."""

    gestures: int
    missing_last: int = 0
    lost_more: int = 0
    doubled: int = 0
    corrupt: int = 0
    other: int = 0

    @property
    def is_good(self) -> bool:
        """Whether the person may go on as if nothing had been, but for the last gesture."""
        return not (self.lost_more or self.doubled or self.corrupt or self.other)


def judge(document: Document, drafts: Sequence[str], made: int) -> Verdict:
    """Say what is missing from a draft after `made` gestures, or twice in it.

    Args:
        document: The draft as it is stored.
        drafts: The undisturbed drafts after 0, 1, 2 … gestures, as `told` tells them.
        made: How many gestures were made; the last one may have been under way.
    """
    if faults_of(document):
        return Verdict(made, corrupt=1)
    text = told(document)
    if text == drafts[made]:
        return Verdict(made)
    if made and text == drafts[made - 1]:
        return Verdict(made - 1, missing_last=1)
    earlier = [place for place in range(made) if drafts[place] == text]
    if earlier:
        return Verdict(earlier[-1], lost_more=1)
    expected = json.loads(drafts[made])
    if any(
        len(_items(document, section)) > len(_items(expected, section)) for section in _WITH_IDS
    ):
        return Verdict(made, doubled=1)
    return Verdict(made, other=1)
