"""What conversations reached of what they must reach."""

from flow_runtime.scripts import Coverage, ScriptDocument, run_all
from tests.flow_runtime.building import end, menu, node, program, question
from tests.flow_runtime.scripts.stories import conversation, service


def covered_by(built, *scripts: str) -> Coverage:
    document = ScriptDocument(flow="story", conversations=tuple(map(conversation, scripts)))
    return run_all(built, document).coverage


def test_what_was_never_reached_is_listed_in_the_order_of_the_drawing():
    built = program(
        [menu("more", "Sim", "Não"), question("what"), end(), end("bye")],
        ["more.sim>what", "more.nao>bye", "what.answered>end"],
    )
    coverage = covered_by(built, "- press: Não")
    assert coverage.missed_nodes == ("what", "end")
    assert coverage.missed_outcomes == (("more", "sim"), ("what", "answered"))
    assert coverage.missed_edges == (("more", "sim", "what"), ("what", "answered", "end"))
    assert not coverage.is_complete


def test_conversations_cover_together():
    built = program(
        [menu("more", "Sim", "Não"), end(), end("bye")], ["more.sim>end", "more.nao>bye"]
    )
    coverage = covered_by(built, "- press: Não", "- press: Sim")
    assert coverage.is_complete
    assert coverage.share == 1.0


def test_an_outcome_that_falls_elsewhere_is_required_only_when_it_is_connected():
    nodes = [question("name", "cpf", max_invalid=1, timeout_s=60), end()]
    silent = program(nodes, ["name.answered>end"])
    assert covered_by(silent, "- say: 52998224725").is_complete
    arrows = ["name.answered>end", "name.invalid>end", "name.timeout>end"]
    coverage = covered_by(program(nodes, arrows), "- say: 52998224725")
    assert coverage.missed_outcomes == (("name", "invalid"), ("name", "timeout"))
    assert coverage.share == 1 - 2 / 7


def test_an_outcome_without_any_way_on_is_required():
    built = program([menu("more", "Sim", "Não"), end()], ["more.sim>end"])
    coverage = covered_by(built, "- press: Sim")
    assert coverage.missed_outcomes == (("more", "nao"),)
    assert coverage.missed_edges == ()


def test_nodes_of_a_sub_flow_are_not_taken_for_those_of_the_flow():
    inner = program([question("name", "name"), end()], ["name.answered>end"], id="inner")
    built = program(
        [node("call", "subflow", flow="inner"), question("name", "name"), end()],
        ["call.done>name", "call.failed>name", "name.answered>end"],
        subflows={"inner": inner},
    )
    only_inside = covered_by(built, "- say: Ana")
    assert ("name", "answered") in only_inside.missed_outcomes
    assert only_inside.missed_nodes == ("end",)
    assert covered_by(built, "- say: Ana\n- say: Ana").missed_outcomes == (("call", "failed"),)


def test_a_command_leads_out_of_a_sub_flow_without_confusing_the_count():
    inner = program([question("inside"), end("inner_end")], ["inside.answered>inner_end"], id="in")
    built = program(
        [node("call", "subflow", flow="in"), end(), question("outside"), end("left")],
        ["call.done>end", "call.failed>end", "outside.answered>left"],
        subflows={"in": inner},
        settings={"commands": [{"phrases": ["menu"], "action": "goto", "target": "outside"}]},
    )
    coverage = covered_by(built, "- say: menu\n- say: oi")
    assert coverage.missed_nodes == ("end",)
    assert ("outside", "answered") in coverage.reached.ways


def test_one_call_of_everything_covers_its_share():
    coverage = covered_by(service(), "- press: Pessoa\n- ticket: resolved")
    assert 0 < coverage.share < 1
