"""Whether a flow says everything in each of its languages, and translates only what exists."""

import re
from collections.abc import Iterator

from flow_runtime.checks.kinds import Place, error, warning
from flow_runtime.checks.subject import Subject
from flow_runtime.json_guard import escape_pointer
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.problems import Fix, Problem

_OUTPUT = re.compile(r"\{\{[^}]*\}\}")

UNKNOWN_LANGUAGE = error(
    "i18n.unknown",
    "Há traduções para '{language}', que não é um idioma do fluxo. Acrescente-o ou apague-as.",
    "There are translations to '{language}', which is no language of the flow. Add the language or"
    " delete them.",
)
UNKNOWN_TEXT = error(
    "i18n.unknown",
    "A tradução '{key}' ({language}) é de um texto que não existe mais. Apague-a.",
    "The translation '{key}' ({language}) is of a text that does not exist any more. Delete it.",
)
MISSING = warning(
    "i18n.missing",
    "'{node}' tem {count} texto(s) sem tradução para '{language}'. Traduza-os.",
    "'{node}' has {count} text(s) without a translation to '{language}'. Translate them.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield translations of nothing, and texts that miss one."""
    known = {f"{owner}.{use.path}" for owner, use in subject.uses_of_role(Role.TEXT)}
    for language, texts in subject.flow.translations.items():
        if language not in (subject.flow.language, *subject.flow.languages):
            pointer = f"/translations/{language}"
            fix = _deletion(pointer)
            yield UNKNOWN_LANGUAGE.at(Place(pointer), fix=fix, language=language)
            continue
        for key in sorted(texts.keys() - known):
            pointer = f"/translations/{language}/{escape_pointer(key)}"
            fix = _deletion(pointer)
            yield UNKNOWN_TEXT.at(Place(pointer), fix=fix, key=key, language=language)
    for language in subject.other_languages:
        yield from _missing(subject, language)


def _deletion(pointer: str) -> Fix:
    words = {"pt-BR": "Apagar a tradução", "en": "Delete the translation"}
    return Fix("remove", {"pointer": pointer}, words)


def _missing(subject: Subject, language: str) -> Iterator[Problem]:
    translated = subject.flow.translations.get(language, {})
    for owner, uses in subject.uses.items():
        missing = [
            use
            for use in uses
            if _has_words(use) and not translated.get(f"{owner}.{use.path}", "").strip()
        ]
        if missing:
            place = subject.place(owner, missing[0].path)
            name = subject.name(owner)
            yield MISSING.at(place, node=name, count=len(missing), language=language)


def _has_words(use: FieldUse) -> bool:
    """Say whether a text has something to translate besides its variables."""
    is_text = use.role is Role.TEXT
    return is_text and any(letter.isalpha() for letter in _OUTPUT.sub("", use.value))
