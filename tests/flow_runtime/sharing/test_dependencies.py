"""What needs what, and what a change touches."""

from flow_runtime.sharing.dependencies import (
    Dependencies,
    Need,
    Thing,
    columns_of,
    dependencies_of,
    needs_of,
)
from tests.flow_runtime.sharing.flows import SAMPLES, sample

ERP = Thing("connection", "erp")
IDENTIFY = Thing("flow", "identificacao")


def company() -> Dependencies:
    documents = {path.stem: sample(path.stem) for path in SAMPLES}
    needs = [need for key, document in documents.items() for need in needs_of(key, document)]
    names = {key: str(document["name"]) for key, document in documents.items()}
    return dependencies_of(names, {"financeiro": "Financeiro"}, {"erp": "ERP"}, needs)


def test_a_connection_touches_the_flows_that_use_it_and_says_where() -> None:
    touched = company().touched_by(ERP)
    boleto = next(n for n in touched.directly if n.flow.id == "segunda-via-boleto")
    assert boleto.blocks == (
        "Localizar o cadastro",
        "Confirmar o titular",
        "Buscar faturas em aberto",
    )
    assert IDENTIFY in [need.flow for need in touched.directly]


def test_a_flow_touches_what_calls_it_at_any_depth() -> None:
    def call(flow: str, called: str) -> Need:
        return Need(Thing("flow", flow), Thing("flow", called), ("Chamar",))

    needs = [call("a", "b"), call("b", "c"), call("c", "a"), call("d", "b")]
    chain = dependencies_of(dict.fromkeys("abcd", ""), {}, {}, needs)
    touched = chain.touched_by(Thing("flow", "c"))
    assert [need.flow.id for need in touched.directly] == ["b"]
    assert [flow.id for flow in touched.through_others] == ["a", "d"]


def test_what_is_missing_is_on_the_map_and_said_to_be() -> None:
    dependencies = company()
    sac = Thing("queue", "sac")
    assert sac in dependencies.missing
    assert Thing("queue", "financeiro") not in dependencies.missing
    assert {need.flow.id for need in dependencies.touched_by(sac).directly} == {
        "cancelamento-sac",
        "sac-reclamacao",
    }


def test_what_a_draft_and_a_version_both_need_is_one_need() -> None:
    document = sample()
    again = [*needs_of("boleto", document), *needs_of("boleto", document)]
    assert len(dependencies_of({"boleto": "Boleto"}, {}, {}, again).needs) == 2


def test_what_calls_stands_left_of_what_is_called() -> None:
    dependencies = company()
    columns = columns_of(dependencies)
    column = {thing: number for number, things in enumerate(columns) for thing in things}
    assert sorted(column) == sorted(dependencies.names)
    assert all(column[need.flow] < column[need.needed] for need in dependencies.needs)


def test_an_unfinished_document_needs_what_it_names() -> None:
    nodes = [{"id": "a", "type": "handoff", "queue": "n1"}, {"id": "b", "type": "api"}, {"id": "c"}]
    assert [need.needed for need in needs_of("x", {"nodes": nodes})] == [Thing("queue", "n1")]
    assert needs_of("x", {}) == ()
