"""Older flow documents are brought up to date when they are read, one pure step a version.

A step takes a whole document of its version and returns one of the next; it never guesses. The
samples before and after each step are its tests.
"""

from collections.abc import Callable, Mapping

from pydantic import JsonValue

Document = dict[str, JsonValue]
STEPS: Mapping[int, Callable[[Document], Document]] = {}
"""The step that leads from a schema version to the next; version 1 is the first."""


def migrate(document: Document) -> Document:
    """Return the document in the current schema version; already current ones as they are."""
    version = document["schema_version"]
    while isinstance(version, int) and version in STEPS:
        document = STEPS[version](document)
        version = document["schema_version"]
    return document
