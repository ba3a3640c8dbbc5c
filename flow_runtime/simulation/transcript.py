"""A talk as plain text, to copy into a message or a ticket."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flow_runtime.simulation.bubbles import Bubble

_AUTHORS: Final[Mapping[str, Mapping[str, str]]] = {
    "customer": {"pt-BR": "Cliente", "en": "Customer"},
    "flow": {"pt-BR": "Fluxo", "en": "Flow"},
    "attendant": {"pt-BR": "Atendente", "en": "Attendant"},
}


def transcript_of(bubbles: Sequence[Bubble], language: str = "pt-BR") -> str:
    """Return what was said, one line a bubble; choices in brackets, the world in dashes."""
    return "\n".join(line for bubble in bubbles for line in _lines(bubble, language))


def _lines(bubble: Bubble, language: str) -> Iterator[str]:
    if bubble.author == "world":
        yield f"— {bubble.shown(language)} —"
        return
    author = bubble.who or _AUTHORS[bubble.author][language]
    yield f"{author}: {_said(bubble)}"
    if bubble.choices:
        yield " ".join(f"[{choice.label}]" for choice in bubble.choices)


def _said(bubble: Bubble) -> str:
    file = f"({bubble.name or bubble.url})" if bubble.kind != "text" else ""
    return " ".join(filter(None, (bubble.text, file)))
