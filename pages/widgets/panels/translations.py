"""Which of a flow's texts are missing in which of its languages."""

import re
from collections import Counter
from collections.abc import Iterator

from flow_runtime.editing import Document
from flow_runtime.editing.documents import nodes_of, object_of
from flow_runtime.editing.drafted import drafted_node, drafted_part
from flow_runtime.flow import Settings
from flow_runtime.nodes.base import SETTINGS_ID
from flow_runtime.nodes.fields import Role, uses

_OUTPUT = re.compile(r"\{\{[^}]*\}\}")


def other_languages(document: Document) -> list[str]:
    """Return the languages that the flow's own texts must be translated to."""
    listed = document.get("languages")
    codes = [code for code in listed if isinstance(code, str)] if isinstance(listed, list) else []
    return [code for code in dict.fromkeys(codes) if code != document.get("language", "pt-BR")]


def untranslated(document: Document) -> dict[str, Counter[str]]:
    """Return, for each other language, how many texts each owner lacks.

    The owner of a text is its node's id, or `settings`.
    """
    languages = other_languages(document)
    if not languages:
        return {}
    texts = list(_texts(document))
    return {language: _missing(document, language, texts) for language in languages}


def _missing(document: Document, language: str, texts: list[tuple[str, str]]) -> Counter[str]:
    known = object_of(object_of(document, "translations"), language)
    return Counter(
        owner for owner, path in texts if not str(known.get(f"{owner}.{path}") or "").strip()
    )


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (owner, path) of every text that has words of its own."""
    for node in nodes_of(document):
        model = drafted_node(node)
        for use in uses(model) if model is not None else ():
            if use.role is Role.TEXT and _has_words(use.value):
                yield str(node["id"]), use.path
    for use in uses(drafted_part(Settings, object_of(document, "settings"))):
        if use.role is Role.TEXT and _has_words(use.value):
            yield SETTINGS_ID, use.path


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in _OUTPUT.sub("", text))
