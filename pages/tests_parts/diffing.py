"""Two texts side by side, word by word: what went and what came. Pure."""

import re
from difflib import SequenceMatcher
from typing import Final

from pages.texts import plain

_WORDS: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_Piece = tuple[str, bool]


def marked(before: str, after: str) -> tuple[str, str]:
    """Return both texts as Markdown: what went is struck out in red, what came is in green."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    went: list[_Piece] = []
    came: list[_Piece] = []
    words = [word.strip() for word in old], [word.strip() for word in new]
    for kind, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        went.append(("".join(old[a:b]), kind != "equal"))
        came.append(("".join(new[c:d]), kind != "equal"))
    return _markdown(went, ":red-background[~~", "~~]"), _markdown(came, ":green-background[", "]")


def _markdown(pieces: list[_Piece], opening: str, closing: str) -> str:
    return "".join(
        _wrapped(text, opening, closing) if is_changed else plain(text)
        for text, is_changed in pieces
    )


def _wrapped(text: str, opening: str, closing: str) -> str:
    """Mark a text without the spaces around it: a mark that begins with one is none."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    return f"{before}{opening}{plain(inner)}{closing}{after}"
