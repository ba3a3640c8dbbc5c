"""Going on from another state of the draft: with another person's work, or after a reload."""

from collections.abc import Mapping
from dataclasses import replace

from flow_runtime.editing.documents import Document
from flow_runtime.editing.merging import Side, joined, sharing
from flow_runtime.editing.session import Editing, Step


def rebase(
    editing: Editing,
    document: Document,
    *,
    base: Document,
    theirs: Document,
    choices: Mapping[str, Side] | None = None,
) -> Editing:
    """Return the state with another person's work under every step, so that undo never removes it.

    Args:
        editing: The state of one's own work, which began from `base`.
        document: Both works joined: the document to go on with.
        base: What both began from.
        theirs: What the other person made of it.
        choices: The side that was chosen for each conflict, by its key.
    """
    theirs = sharing(theirs, base)

    def under(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(
            replace(step, document=joined(base, step.document, theirs, choices or {}))
            for step in steps
        )

    return replace(
        editing, document=document, done=under(editing.done), undone=under(editing.undone)
    )


def stand_on(editing: Editing, document: Document, acknowledged: Mapping[str, int]) -> Editing:
    """Return the state standing on a stored document that equals its own, as last acknowledged.

    What another tab had acknowledged stays so; the higher number counts.
    """
    known = {
        client: max(acknowledged.get(client, 0), editing.acknowledged.get(client, 0))
        for client in (*acknowledged, *editing.acknowledged)
    }
    return replace(editing, document=document, acknowledged=known)
