"""Making typed text comparable: one form for look-alikes, cases, accents and invisible characters.

The Unicode rules are those of UAX #15 (normalisation forms) and UTS #51 (keycap emoji).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‛´`ʼ", "'"),
        **dict.fromkeys("“”„«»", '"'),
        "°": "o",
        "…": "...",
        "¼": ",25",
        "½": ",5",
        "¾": ",75",
        "🔟": "10",
    }
)
_CIRCLED: Final = "<circle>"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_INVISIBLE_MARKS: Final = frozenset({0x20E3, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
_OUTER: Final = " \t\n\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000"
_WORD: Final = re.compile(r"[^\W_]+")
_MAX_KEPT_TEXTS: Final = 4_096
_MAX_KEPT_CHARACTERS: Final = 64
_SPACES: Final = re.compile(r"\s+")
_DENIALS: Final = frozenset(
    {"nao", "nunca", "nem", "menos", "exceto", "sem", "not", "never", "don't", "isn't", "except"}
)
_GREETINGS: Final = re.compile(
    r"^(?:(?:oi+|ola|opa|hi|hey|hello|bom dia|boa tarde|boa noite|"
    r"good (?:morning|afternoon|evening))"
    r"(?:[\s,.!;]+|$))+"
)


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a space-separated list, for tables that stay readable."""
    return frozenset(listed.split())


def phrase_set(listed: str) -> frozenset[str]:
    """Return the phrases of a list separated by "|"."""
    return frozenset(listed.split("|"))


def plain(text: str) -> str:
    """Return the text in one compatible form, without invisible characters or outer spaces.

    Full-width letters, NBSP, keycaps and other scripts' digits become their usual form. Raised and
    lowered digits stay as they are: "5²" must never be read as 52.
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return " ".join(text.split())
    characters = "".join(map(_plain_character, text.translate(_LOOK_ALIKES)))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", characters).strip())


def fold(text: str) -> str:
    """Return the plain text in lower case and without accents, for comparing."""
    return _folded_again(text) if len(text) <= _MAX_KEPT_CHARACTERS else _folded(text)


def _folded(text: str) -> str:
    lowered = plain(text).casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


# Labels, synonyms and short answers are folded many times in a turn.
_folded_again = lru_cache(maxsize=_MAX_KEPT_TEXTS)(_folded)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words and digit groups of a text, without punctuation and emoji."""
    return words_in(fold(text))


def words_in(folded: str) -> tuple[str, ...]:
    """Return the words and digit groups of a text that is folded already."""
    if folded.isalnum():  # one word, as most answers are
        return (folded,)
    return tuple(_WORD.findall(folded.replace("'", "")))


def without_greeting(folded: str) -> str:
    """Drop "bom dia, ", "hello " and the like from the front of a folded text."""
    return _GREETINGS.sub("", folded, count=1)


def denies(text: str) -> bool:
    """Tell whether a word of the text denies what it says: "não é ana@x.com"."""
    return any(word.strip(".,;:!?") in _DENIALS for word in fold(text).split())


def is_english(language: str) -> bool:
    """Tell whether a language tag (BCP 47) is English; everything else reads as pt-BR."""
    return language.lower().startswith("en")


def visible(text: str) -> str:
    """Return the text as it may be saved: no control characters, no half characters, stripped."""
    kept = "".join(filter(_is_savable, unicodedata.normalize("NFC", text)))
    return kept.strip(_OUTER)


def _is_savable(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character >= " " else " "
    if "À" <= character <= "ÿ":
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Co"} or _is_invisible_mark(character):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category == "No" and not unicodedata.decomposition(character).startswith(_CIRCLED):
        return character
    return unicodedata.normalize("NFKC", character)


def _is_invisible_mark(character: str) -> bool:
    code = ord(character)
    return code in _INVISIBLE_MARKS or code in _SKIN_TONES
