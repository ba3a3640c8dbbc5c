"""The measured job: a second copy of a boleto in six messages, every reply known to the letter."""

import json
from pathlib import Path
from typing import Any, Final, TypeAlias

from flow_runtime.flow import Flow
from flow_runtime.loading import load_document

HERE: Final = Path(__file__).resolve().parent
_PEERS_JOB: Final = HERE.parents[1] / "shared" / "bench" / "job.json"

Exchange: TypeAlias = tuple[str, list[str]]
"""What the customer writes, and everything that must be answered."""


class WrongReply(Exception):
    """A measured system answered something else: its time means nothing."""


def _read_job() -> dict[str, Any]:
    source = _PEERS_JOB if _PEERS_JOB.exists() else HERE / "job.json"
    job: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return job


_JOB: Final = _read_job()
TEXTS: Final[dict[str, str]] = _JOB["texts"]
BILL: Final[dict[str, str]] = _JOB["vars"]
EXCHANGES: Final[list[Exchange]] = [(text, replies) for text, replies in _JOB["main"]]


def check_reply(text: str, replies: list[str], expected: list[str]) -> None:
    """Compare what was answered with what must be.

    Raises:
        WrongReply: It differs.
    """
    if replies != expected:
        raise WrongReply(f"To {text!r} came {replies!r} instead of {expected!r}.")


def boleto_flow() -> Flow:
    """Return the job as a flow of ours: eleven nodes and the default idle rule, a timer a wait."""
    return load_document(boleto_document()).flow


def boleto_document() -> dict[str, Any]:
    """Return the flow's document; the words come from the job."""
    return {
        "schema_version": 1,
        "id": "boleto",
        "name": "Segunda via de boleto",
        "variables": [
            *({"name": name, "default": value} for name, value in BILL.items()),
            {"name": "cpf"},
            {"name": "desconto", "type": "number", "default": 0},
            {"name": "nps", "type": "number"},
        ],
        "nodes": _nodes(),
        "edges": _edges(),
    }


def _nodes() -> list[dict[str, Any]]:
    starts_with_5 = {"variable": "cpf", "operator": "starts_with", "value": "5"}
    rating = {"kind": "integer", "min": 0, "max": 10}
    return [
        _node("start", "start"),
        _node("greeting", "message", bubbles=[{"text": TEXTS["greeting"]}]),
        _node("menu", "menu", **_choices("menu"), max_invalid=10),
        _asking("ask_cpf", TEXTS["ask_cpf"], TEXTS["cpf_retry"], {"kind": "cpf"}, "cpf"),
        _node(
            "is_early",
            "condition",
            branches=[{"id": "early", "name": "Early", "rows": [starts_with_5]}],
        ),
        _node("discount", "set", assignments=[{"variable": "desconto", "literal": 10}]),
        _node("confirm", "menu", **_choices("confirm"), max_invalid=10),
        _asking("ask_nps", TEXTS["nps"], TEXTS["nps_retry"], rating, "nps", max_invalid=10),
        _node("thanks", "end", text=_text("thanks")),
        _node("hours", "end", text=TEXTS["hours"]),
        _node("to_person", "end", text=TEXTS["handoff"], outcome="handed_over"),
    ]


def _node(node_id: str, node_type: str, **fields: object) -> dict[str, Any]:
    return {"id": node_id, "type": node_type, "name": node_id, **fields}


def _asking(
    node_id: str, text: str, retry_text: str, answer: dict[str, Any], save_as: str, **fields: object
) -> dict[str, Any]:
    given = {"text": text, "retry_text": retry_text, "answer": answer, "save_as": save_as}
    return _node(node_id, "question", **given, **fields)


def _choices(node_id: str) -> dict[str, Any]:
    if node_id == "menu":
        labels = {"boleto": "Segunda via", "person": "Atendente", "hours": "Horário"}
        text, retry_text = TEXTS["menu"], TEXTS["menu_invalid"]
    else:
        labels = {"yes": "Sim", "no": "Não"}
        text, retry_text = _text("offer"), TEXTS["confirm_retry"]
    options = [{"id": name, "label": label} for name, label in labels.items()]
    return {"text": text, "retry_text": retry_text, "options": options}


def _text(name: str) -> str:
    """Return a text of the job with its gaps in our notation."""
    gaps = {"{cpf}": "{{ last_message }}", "{nps}": "{{ nps }}", "{desconto}": "{{ desconto }}"}
    gaps |= {f"{{{name}}}": f"{{{{ {name} }}}}" for name in BILL}
    text = TEXTS[name]
    for gap, ours in gaps.items():
        text = text.replace(gap, ours)
    return text


def _edges() -> list[dict[str, str]]:
    arrows = """
        start.next>greeting greeting.next>menu
        menu.boleto>ask_cpf menu.person>to_person menu.hours>hours menu.invalid>to_person
        ask_cpf.answered>is_early ask_cpf.invalid>to_person
        is_early.early>discount is_early.else>confirm discount.next>confirm
        confirm.yes>ask_nps confirm.no>to_person confirm.invalid>to_person
        ask_nps.answered>thanks ask_nps.invalid>to_person
    """
    return [_edge(arrow) for arrow in arrows.split()]


def _edge(arrow: str) -> dict[str, str]:
    source, rest = arrow.split(".")
    outcome, target = rest.split(">")
    return {"source": source, "outcome": outcome, "target": target}
