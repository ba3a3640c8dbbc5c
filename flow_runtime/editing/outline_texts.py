"""The texts of a step that customers read, each with its place and its name in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from flow_runtime.editing.outline_ways import BRANCH_LISTS
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import Group, Role, uses
from flow_runtime.problems import Words


@dataclass(frozen=True, slots=True)
class OutlineText:
    """A text inside a step: where (`bubbles.0.text`), what it says and what it is called.

    `is_main` for what the customer sees when all goes well; the others speak when something fails
    or lie in the advanced part of the form.
    """

    path: str
    value: str
    title: Words
    is_main: bool

    @property
    def is_of_branch(self) -> bool:
        """Say whether it is the label of a way out."""
        return self.path.partition(".")[0] in BRANCH_LISTS


def texts_of(model: Node | None) -> tuple[OutlineText, ...]:
    """Return the texts of a step, empty ones too: the main ones first, as its form shows them."""
    return tuple(sorted(_texts(model), key=lambda text: not text.is_main)) if model else ()


def _texts(model: Node) -> Iterator[OutlineText]:
    for use in uses(model):
        if use.role is Role.TEXT:
            titles, group = _described(model, use.path)
            title = {language: " · ".join(t[language] for t in titles) for language in titles[0]}
            yield OutlineText(use.path, use.value, title, group == Group.SHOWN)


def _described(model: BaseModel, path: str) -> tuple[list[Words], str]:
    """Return the words of the fields on the way to a text, and the outermost one's group."""
    value: Any = model
    titles: list[Words] = []
    group = ""
    for part in path.split("."):
        if isinstance(value, BaseModel):
            form = _form(value, part)
            titles.append(form["title"])
            group = group or form["group"]
            value = getattr(value, part)
        else:
            value = value[int(part)] if isinstance(value, tuple) else value[part]
            number = int(part) + 1 if part.isdigit() else part
            titles[-1] = {language: f"{words} {number}" for language, words in titles[-1].items()}
    return titles, group


def _form(model: BaseModel, name: str) -> dict[str, Any]:
    extra = type(model).model_fields[name].json_schema_extra
    form: Any = extra.get("form") if isinstance(extra, dict) else None
    return form or {"title": {"pt-BR": name, "en": name}, "group": Group.SHOWN.value}
