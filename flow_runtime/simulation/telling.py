"""What a sentence of the trace is made from: a fact, its node, and the turn around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from flow_runtime.effects import Fact
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import Role, uses
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulation.value_words import value_in_words
from flow_runtime.turn import Turn

MASK = "•••"


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact with what is needed to tell it; `later` are the facts that follow it in its turn."""

    fact: Fact
    node: Node | None
    turn: Turn
    before: Session
    language: str
    later: Sequence[Fact]

    def say(self, pt: str, en: str) -> str:
        """Return the sentence in the language of the interface."""
        return pt if self.language == "pt-BR" else en

    @property
    def program(self) -> Program:
        """The program of the fact's flow."""
        return program_of(self.turn.root, self.fact.flow_id)

    def is_known(self, name: str) -> bool:
        """Say whether the turn's end still holds the value that a variable had here."""
        written = (name in writes(node_of(self.turn.root, fact)) for fact in self.later[1:])
        return self.fact.flow_id == self.turn.session.flow_id and not any(written)

    def value(self, name: str) -> JsonValue:
        """Return the value that a variable has at the turn's end."""
        return self.turn.session.variables.get(name)

    def shown(self, name: str) -> str:
        """Return a variable's value in words, or a mask where it is sensitive."""
        declared = self.program.flow.variables
        if any(v.name == name and v.sensitivity == "sensitive" for v in declared):
            return MASK
        return value_in_words(self.value(name), self.language)


def program_of(root: Program, flow_id: str) -> Program:
    """Return the program of a flow: the conversation's own or one that it calls."""
    return root if root.flow.id == flow_id else root.subflows.get(flow_id, root)


def node_of(root: Program, fact: Fact) -> Node | None:
    """Return the node that a fact is about, also in a sub-flow."""
    return program_of(root, fact.flow_id).nodes.get(str(fact.node_id))


def writes(node: Node | None) -> tuple[str, ...]:
    """Return the variables that a node may write."""
    if node is None:
        return ()
    found = (str(use.value) for use in uses(node) if use.role is Role.WRITES)
    return tuple(dict.fromkeys(found))
