"""Reasons that the product itself gives: kept as one text, read in both languages.

A person's reason is a sentence and stays one; ours is a small JSON object of its two sentences.
"""

import orjson

from flow_runtime.problems import Words


def kept(words: Words) -> str:
    """Return a reason of the product's own as the text that is stored."""
    return orjson.dumps(dict(words), option=orjson.OPT_SORT_KEYS).decode()


def words_of(reason: str | None) -> Words:
    """Return a stored reason in both languages; what a person wrote is the same in both."""
    text = reason or ""
    if text.startswith("{"):
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError:
            found = None
        if isinstance(found, dict) and found.keys() == {"pt-BR", "en"}:
            return {language: str(sentence) for language, sentence in found.items()}
    return {"pt-BR": text, "en": text}
