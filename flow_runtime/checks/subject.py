"""What every check looks at: the flow, its ways, what is known around it, and places in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from flow_runtime.checks.kinds import Place
from flow_runtime.checks.ways import Ways, find_ways
from flow_runtime.flow import Flow, Variable
from flow_runtime.json_guard import escape_pointer
from flow_runtime.nodes.base import SETTINGS_ID, Node
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.problems import Words
from flow_runtime.workspace import Workspace

_SETTINGS_NAME: Words = {"pt-BR": "Configurações do fluxo", "en": "Settings of the flow"}


@dataclass(frozen=True, slots=True)
class Subject:
    """One flow under check; `workspace` and `flows` are None where nothing is known of them."""

    flow: Flow
    workspace: Workspace | None
    flows: Mapping[str, Flow] | None
    channels: tuple[str, ...]
    uses: Mapping[str, tuple[FieldUse, ...]]
    ways: Ways
    variables: Mapping[str, Variable]

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Return the nodes by id, in the order of the document."""
        return self.ways.nodes

    @property
    def other_languages(self) -> tuple[str, ...]:
        """Return the languages that the flow's own texts must be translated to."""
        own = self.flow.language
        return tuple(language for language in self.flow.languages if language != own)

    def uses_of_role(self, *roles: Role) -> Iterator[tuple[str, FieldUse]]:
        """Yield (owner, use) of every value with one of the roles."""
        for owner, uses in self.uses.items():
            for use in uses:
                if use.role in roles:
                    yield owner, use

    def place(self, owner: str, path: str = "") -> Place:
        """Return the place of a node, of a path inside it, or of a path in the settings."""
        if owner == SETTINGS_ID:
            return Place(f"/settings{pointer_of(self.flow.settings, path)}")
        inside = pointer_of(self.nodes[owner], path)
        return Place(f"/nodes/{self.ways.positions[owner]}{inside}", owner)

    def name(self, owner: str) -> Words:
        """Return what people call a node, or the settings."""
        if owner == SETTINGS_ID:
            return _SETTINGS_NAME
        name = self.nodes[owner].name
        return {"pt-BR": name, "en": name}

    def route(self, node_ids: Sequence[str]) -> str:
        """Return a way as people read it: names with arrows between them."""
        return " → ".join(f"'{self.nodes[node_id].name}'" for node_id in node_ids)


def make_subject(
    flow: Flow,
    *,
    workspace: Workspace | None = None,
    flows: Mapping[str, Flow] | None = None,
    channels: Sequence[str] = (),
) -> Subject:
    """Return a flow with all that the checks share."""
    uses = _uses_by_owner(flow)
    return Subject(
        flow=flow,
        workspace=workspace,
        flows=flows,
        channels=tuple(channels),
        uses=uses,
        ways=find_ways(flow, uses),
        variables={variable.name: variable for variable in flow.variables},
    )


def _uses_by_owner(flow: Flow) -> dict[str, tuple[FieldUse, ...]]:
    found: dict[str, list[FieldUse]] = {node.id: [] for node in flow.nodes}
    found[SETTINGS_ID] = []
    for owner, use in flow.uses():
        found[owner].append(use)
    return {owner: tuple(uses) for owner, uses in found.items()}


def pointer_of(model: BaseModel, path: str) -> str:
    """Return the JSON pointer of a use's path; the keys of a mapping may hold dots themselves."""
    value: object = model
    pointer, rest = "", path
    while rest:
        if isinstance(value, Mapping):
            return f"{pointer}/{escape_pointer(rest)}"
        part, _, rest = rest.partition(".")
        pointer += f"/{escape_pointer(part)}"
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part, None)
    return pointer
