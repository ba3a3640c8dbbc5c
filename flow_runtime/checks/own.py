"""What each node type says of its own nodes (`Node.problems`), put at its place in the flow."""

from collections.abc import Iterator
from dataclasses import replace

from flow_runtime.checks.subject import Subject
from flow_runtime.problems import Problem


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield the nodes' own problems with the name of the node before the sentence."""
    for node_id, node in subject.nodes.items():
        place = subject.place(node_id)
        for found in node.problems():
            words = {
                language: f"'{node.name}': {sentence}" for language, sentence in found.words.items()
            }
            pointer = f"{place.pointer}{found.pointer}"
            yield replace(found, words=words, pointer=pointer, node_id=node_id)
