"""Any draft can be talked to, also one that is not finished."""

from flow_runtime.simulation import Say, Setting, begin_talk
from tests.flow_runtime.building import TUESDAY_MORNING
from tests.pages.simulating.talking import document_of, draft_of, shop


def test_a_block_that_is_not_finished_fails_only_when_the_conversation_comes_to_it() -> None:
    document = document_of(shop())
    unfinished = {"id": "choose", "type": "oracle", "name": "choose"}
    nodes = [unfinished if node["id"] == "choose" else node for node in document["nodes"]]
    draft = draft_of({**document, "nodes": nodes})
    talk = begin_talk(draft.program, Setting(TUESDAY_MORNING))
    assert [bubble.text for bubble in talk.bubbles] == ["Como você se chama?"]
    assert [failure.node_id for failure in talk.do(Say("Ana")).failures][:1] == ["choose"]


def test_a_draft_without_a_start_is_compiled_all_the_same() -> None:
    document = document_of(shop())
    nodes = [node for node in document["nodes"] if node["id"] != "start"]
    draft = draft_of({**document, "nodes": nodes})
    assert not draft.has_start


def test_an_empty_document_is_no_fault() -> None:
    assert not draft_of({}).has_start
