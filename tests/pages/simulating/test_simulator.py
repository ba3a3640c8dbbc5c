"""One tab's conversation: begun, refused, mended, begun again."""

from flow_runtime.simulation import Attend, Press, Say
from tests.flow_runtime.building import TUESDAY_MORNING
from tests.pages.simulating.talking import document_of, draft_of, shop, simulator


def texts(one) -> list[str]:
    assert one.talk is not None
    return [bubble.text for bubble in one.talk.bubbles]


def test_a_conversation_goes_on_and_is_begun_again() -> None:
    one = simulator()
    assert one.do(Say("Ana"))
    assert one.do(Press("Pagar"))
    assert texts(one)[-1] == "Tchau, Ana!"
    one.begin_again(TUESDAY_MORNING)
    assert texts(one) == ["Como você se chama?"]


def test_what_cannot_happen_is_said_and_forgotten_with_the_next_wish() -> None:
    one = simulator()
    assert not one.do(Attend("resolve"))
    assert one.refused is not None
    assert "transbordo" in one.refused["pt-BR"]
    assert one.do(Say("Ana"))
    assert one.refused is None


def test_after_a_mend_the_last_step_is_done_again_and_what_was_said_stays() -> None:
    one = simulator(shop(arrows=["choose.person>bye"]))
    one.do(Say("Ana"))
    one.do(Press("Pagar"))
    assert one.talk is not None
    assert [failure.node_id for failure in one.talk.failures] == ["choose"]
    one.take(draft_of(document_of(shop())))
    one.try_again()
    assert texts(one)[-1] == "Tchau, Ana!"
    assert texts(one)[:2] == ["Como você se chama?", "Ana"]


def test_a_failure_at_the_beginning_begins_again() -> None:
    one = simulator()
    one.take(draft_of(document_of(shop())))
    one.try_again()
    assert texts(one) == ["Como você se chama?"]


def test_the_scene_holds_for_the_conversations_to_come() -> None:
    one = simulator()
    one.wear(7, {"name": "Célia"})
    one.choose(channel="sms")
    assert one.talk is not None
    assert one.talk.setting.channel == "webchat"
    one.begin_again(TUESDAY_MORNING)
    assert one.talk.setting.channel == "sms"
    assert one.talk.setting.contact == {"name": "Célia"}


def test_answering_by_hand_holds_at_once_and_later() -> None:
    one = simulator()
    one.answer_by_hand(True)
    assert one.talk is not None
    assert one.talk.setting.by_hand
    one.begin_again(TUESDAY_MORNING)
    assert one.talk.setting.by_hand


def test_nothing_happens_without_a_conversation() -> None:
    one = simulator()
    one.close()
    assert not one.do(Say("oi"))
    one.try_again()
    one.go_back(0)
    one.go_forward()
    assert one.talk is None
