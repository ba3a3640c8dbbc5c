"""Comparing a whole message with a phrase, such as the command "atendente"."""

from flow_runtime.answers.folding import words


def phrase(text: str) -> str:
    """Return a text as its folded words: case, accents, punctuation and emoji do not count."""
    return " ".join(words(text))
