"""Finding one's way in a flow document: a field inside a node, its texts in other languages."""

from collections.abc import Mapping

from pydantic import JsonValue

from flow_runtime.editing import Document
from flow_runtime.editing.documents import object_of, text_of


def value_at(item: JsonValue | Mapping[str, JsonValue], path: str) -> JsonValue:
    """Return what stands at a path such as `options.0.label`; None where nothing does."""
    value: object = item
    for part in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value  # type: ignore[return-value]  # a document holds JSON values only


def shown_text(value: JsonValue) -> str:
    """Return a value as a person would type it: nothing for None, the text itself for a text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def other_languages(document: Document) -> list[str]:
    """Return the languages that the flow's texts must be translated to."""
    own, languages = text_of(document, "language", "pt-BR"), document.get("languages")
    listed = languages if isinstance(languages, list) else []
    return [code for code in dict.fromkeys(listed) if isinstance(code, str) and code != own]


def translation_of(document: Document, language: str, key: str) -> str:
    """Return a text (`ask_cpf.text`) in another language; nothing where it is not translated."""
    texts = object_of(document, "translations").get(language)
    text = texts.get(key) if isinstance(texts, dict) else None
    return text if isinstance(text, str) else ""
