"""Whether customers get to read something, and files and links they may safely open."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject
from flow_runtime.links import is_safe_link
from flow_runtime.nodes.fields import Role
from flow_runtime.nodes.message import Bubble, MessageNode
from flow_runtime.problems import Problem, Words

EMPTY = error(
    "text.empty",
    "Em '{node}' falta o texto de '{field}'. Escreva-o.",
    "In '{node}' the text of '{field}' is missing. Write it.",
)
EMPTY_BUBBLE = error(
    "text.empty",
    "Em '{node}', o balão {number} está vazio. Escreva um texto ou remova o balão.",
    "In '{node}', bubble {number} is empty. Write a text or remove the bubble.",
)
NO_FILE = error(
    "media.missing",
    "Em '{node}', o balão {number} deve mostrar um arquivo, mas não tem endereço. Preencha-o.",
    "In '{node}', bubble {number} should show a file but has no address. Fill it in.",
)
UNSAFE_LINK = error(
    "media.link",
    "Em '{node}', o endereço do balão {number} não é seguro. Use um que comece com https://.",
    "In '{node}', the address of bubble {number} is not safe. Use one that begins with https://.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield texts that are needed and empty, and addresses that cannot be shown."""
    for owner, use in subject.uses_of_role(Role.TEXT, Role.VALUE, Role.URL):
        if use.value.strip() or owner not in subject.nodes:
            continue
        field = _needed_field(subject.nodes[owner], use.path)
        if field is not None:
            place = subject.place(owner, use.path)
            yield EMPTY.at(place, node=subject.name(owner), field=_title(field, use.path))
    for node_id, node in subject.nodes.items():
        if isinstance(node, MessageNode):
            for index, bubble in enumerate(node.bubbles):
                yield from _bubble_problems(subject, node_id, bubble, index)


def _needed_field(model: BaseModel, path: str) -> FieldInfo | None:
    """Return the field that a path ends in, if it must say something.

    A field without a default is needed; so is every item of a list, which could be left out.
    """
    value: object = model
    field, is_item = None, False
    for part in path.split("."):
        if isinstance(value, BaseModel):
            field, is_item = type(value).model_fields.get(part), False
            value = getattr(value, part, None)
        elif isinstance(value, tuple):
            value, is_item = value[int(part)], True
        else:
            return None  # a pair of a mapping, which may be empty
    return field if field is not None and (is_item or field.is_required()) else None


def _title(field: FieldInfo, path: str) -> Words:
    extra = field.json_schema_extra
    form = extra.get("form") if isinstance(extra, dict) else None
    title = form.get("title") if isinstance(form, dict) else None
    if isinstance(title, dict):
        return {language: str(words) for language, words in title.items()}
    return {"pt-BR": path, "en": path}


def _bubble_problems(
    subject: Subject, node_id: str, bubble: Bubble, index: int
) -> Iterator[Problem]:
    name, number = subject.name(node_id), index + 1
    path = f"bubbles.{index}"
    if not bubble.text.strip() and not bubble.url.strip():
        yield EMPTY_BUBBLE.at(subject.place(node_id, f"{path}.text"), node=name, number=number)
    elif bubble.kind != "text" and not bubble.url.strip():
        yield NO_FILE.at(subject.place(node_id, f"{path}.url"), node=name, number=number)
    elif bubble.url.strip() and not _may_be_shown(bubble.url):
        yield UNSAFE_LINK.at(subject.place(node_id, f"{path}.url"), node=name, number=number)


def _may_be_shown(url: str) -> bool:
    """Judge what is fixed of an address; one that is all variable is judged when it is sent."""
    fixed, has_variable, _ = url.partition("{{")
    if not has_variable:
        return is_safe_link(url)
    return not fixed or is_safe_link(f"{fixed}x")
