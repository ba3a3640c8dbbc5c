"""Comparing a whole message with a phrase, such as the command "atendente"."""

from flow_runtime.answers.folding import fold, words_in


def phrase(text: str) -> str:
    """Return a text as its folded words: case, accents, punctuation and emoji do not count."""
    folded = fold(text)
    return folded if folded.isalnum() else " ".join(words_in(folded))
