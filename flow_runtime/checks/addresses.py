"""Whether the literal addresses of API nodes may be called at all; names are judged when called."""

from collections.abc import Iterator, Sequence

from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.nodes.api import ApiNode
from flow_runtime.outbound.guard import OutboundPolicy, judge
from flow_runtime.problems import Problem
from flow_runtime.texts import parse_text

_POLICY = OutboundPolicy()
_ANY_SERVER = "https://servidor.example"
_ONLY_THE_NETWORK_KNOWS = frozenset({"allowed", "name_not_found"})

REFUSED = error("api.refused", "'{node}': {reason}", "'{node}': {reason}")


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield addresses that would be refused whenever the flow runs."""
    for node_id, node in subject.nodes.items():
        if not isinstance(node, ApiNode):
            continue
        verdict = judge(_example(node), policy=_POLICY, resolver=_resolve)
        if verdict.code not in _ONLY_THE_NETWORK_KNOWS:
            place = subject.place(node_id, "url")
            yield REFUSED.at(place, node=subject.name(node_id), reason=verdict.sentence)


def _example(node: ApiNode) -> str:
    """Return the address with an example in the place of each variable."""
    try:
        parts = parse_text(node.url).parts
    except FormulaInvalid:
        return _ANY_SERVER
    url = "".join(part if isinstance(part, str) else "x" for part in parts)
    if node.connection is None:
        return url
    return f"{_ANY_SERVER}/{url.lstrip('/')}"


def _resolve(host: str) -> Sequence[str]:
    """Know only the names that mean this machine everywhere (RFC 6761)."""
    if host == "localhost" or host.endswith(".localhost"):
        return ("127.0.0.1",)
    raise OSError("names are not looked up here")
