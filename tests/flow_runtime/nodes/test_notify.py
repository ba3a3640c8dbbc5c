"""A notice to staff holds the customer up only where its failure leads somewhere."""

from flow_runtime.effects import Notify
from flow_runtime.simulator import Mock, Simulation
from tests.flow_runtime.building import TUESDAY_MORNING, end, message, node, program

NOTICE = node("tell", "notify", to=" equipe@example.com ", subject="Um\n\tdois", text="Ajuda")


def told(*arrows: str, failure: str | None = None) -> Simulation:
    built = program([NOTICE, message("sorry", "Não consegui avisar."), end()], [
        "tell.sent>end", "sorry.next>end", *arrows])  # fmt: skip
    conversation = Simulation(built, TUESDAY_MORNING, mocks={"tell": [Mock(failure=failure)]})
    conversation.start()
    return conversation


def notices(conversation: Simulation) -> list[Notify]:
    return [e for turn in conversation.turns for e in turn.effects if isinstance(e, Notify)]


def test_it_goes_on_at_once_when_nobody_asks_for_the_result():
    conversation = told(failure="bounced")
    assert len(conversation.turns) == 1
    assert conversation.session.outcome == "resolved"
    assert [notice.step for notice in notices(conversation)] == [None]


def test_it_waits_for_the_result_when_a_failure_leads_somewhere():
    conversation = told("tell.failed>sorry", failure="bounced")
    assert [message.text for message in conversation.messages] == ["Não consegui avisar."]
    assert [notice.step for notice in notices(conversation)] != [None]
    assert not told("tell.failed>sorry").messages


def test_a_subject_is_one_line_and_an_address_has_no_spaces():
    (notice,) = notices(told())
    assert (notice.subject, notice.to) == ("Um dois", "equipe@example.com")
