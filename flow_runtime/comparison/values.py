"""A value as a person reads it: names instead of ids, words instead of codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from flow_runtime.editing.forms import FormField
from flow_runtime.editing.summaries import value_in_words
from flow_runtime.flow import Flow
from flow_runtime.problems import Words

_YES_OR_NO: Mapping[bool, Words] = {
    True: {"pt-BR": "sim", "en": "yes"},
    False: {"pt-BR": "não", "en": "no"},
}


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the nodes and stages of a flow, by id."""

    nodes: Mapping[str, str]
    stages: Mapping[str, str]

    @classmethod
    def of(cls, flow: Flow) -> "Names":
        """Return the names in a flow."""
        return cls(
            {node.id: node.name for node in flow.nodes},
            {stage.id: stage.name for stage in flow.stages},
        )


def words_of(field: FormField, value: object, names: Names) -> Words:
    """Return a field's value in both languages; empty for nothing."""
    if isinstance(value, bool):
        return _YES_OR_NO[value]
    if field.name == "stage":
        return said_alike(names.stages.get(str(value), str(value)) if value is not None else "")
    return {
        language: value_in_words(field, value, language, names.nodes) or _plainly(value)
        for language in ("pt-BR", "en")
    }


def said_alike(text: str) -> Words:
    """Return what a person wrote, which is the same in every language of the interface."""
    return {"pt-BR": text, "en": text}


def _plainly(value: object) -> str:
    """Return what has no words of its own: numbers, and the texts inside of models and lists."""
    match value:
        case None | "" | () | {}:
            return ""
        case BaseModel():
            return _plainly(value.model_dump(exclude_defaults=True))
        case dict():
            return ", ".join(f"{key}: {_plainly(inner)}" for key, inner in value.items())
        case tuple() | list():
            return ", ".join(map(_plainly, value))
    return str(value)
