"""What failed is told once a block, by the checks where they know it."""

from flow_runtime.editing import examine
from flow_runtime.simulation import Press, Say
from pages.simulating.troubles import troubles_of
from tests.pages.simulating.talking import document_of, shop, simulator


def test_a_missing_wire_is_told_with_the_sentence_of_the_checks() -> None:
    broken = shop(arrows=["choose.person>bye"])
    one = simulator(broken)
    one.do(Say("Ana"))
    one.do(Press("Pagar"))
    assert one.talk is not None
    examination = examine(document_of(broken))
    told = list(troubles_of(one.talk, examination, "pt-BR"))
    sentences = [p.sentence("pt-BR") for p in examination.problems if p.node_id == "choose"]
    assert [trouble.node_id for trouble in told] == ["choose"]
    assert told[0].sentence == sentences[0]


def test_what_the_checks_do_not_know_is_told_by_the_failure() -> None:
    one = simulator(shop(arrows=["choose.person>bye"]))
    one.do(Say("Ana"))
    one.do(Press("Pagar"))
    assert one.talk is not None
    [told] = troubles_of(one.talk, examine(document_of(shop())), "en")
    assert told.sentence


def test_a_good_step_has_no_trouble() -> None:
    one = simulator()
    assert one.talk is not None
    assert list(troubles_of(one.talk, examine(document_of(shop())), "en")) == []
