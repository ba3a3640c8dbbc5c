"""One inbound event is one transaction: stories on SQLite and PostgreSQL."""

import threading

import pytest

from flow_runtime.conversations import Conversations, IncomingMessage
from flow_runtime.errors import UnknownReference
from flow_runtime.events import ApiReturned
from storage import contacts, conversations, events, protocols, surveys, tasks, tickets, timers
from storage.conversations import Conversation
from storage.transcripts import transcript
from tests.flow_runtime.building import end, flow, message, node, question
from tests.flow_runtime.conversations.conftest import Clock, Publish

BROWSER = "a-browser-secret-of-many-bits"


def name_flow():  # type: ignore[no-untyped-def]
    return flow(
        [message("hello", "Olá!"), question("name", "name"), end(text="Tchau, {{ name }}")],
        ["hello.next>name", "name.answered>end"],
    )


def said(driver: Conversations, conversation: Conversation) -> list[str]:
    with driver.database.read() as tx:
        lines = transcript(tx, conversation.id, now=driver.now())
    return [str(line.body["text"]) for line in lines]


def write(driver: Conversations, conversation: Conversation, text: str, message_id: str = ""):  # type: ignore[no-untyped-def]
    return driver.receive(conversation.id, IncomingMessage(message_id or text, text))


def test_a_conversation_is_begun_and_answered(driver: Conversations, publish: Publish):
    publish(name_flow())
    conversation = driver.begin("site", BROWSER)
    after = write(driver, conversation, "ana")
    assert said(driver, conversation) == ["Olá!", "name?", "ana", "Tchau, Ana"]
    assert (after.status, after.outcome, after.last_seq) == ("ended", "resolved", 4)


def test_beginning_again_returns_the_open_conversation(driver: Conversations, publish: Publish):
    publish(name_flow())
    first = driver.begin("site", BROWSER)
    assert driver.begin("site", BROWSER).id == first.id
    write(driver, first, "ana")
    assert driver.begin("site", BROWSER).id != first.id


def test_a_repeated_message_changes_nothing(driver: Conversations, publish: Publish):
    publish(name_flow())
    conversation = driver.begin("site", BROWSER)
    write(driver, conversation, "???", "m1")
    before = said(driver, conversation)
    write(driver, conversation, "ana", "m1")
    assert said(driver, conversation) == before


def test_eight_threads_with_the_same_message_make_one_turn(driver: Conversations, publish: Publish):
    publish(name_flow())
    conversation = driver.begin("site", BROWSER)
    threads = [
        threading.Thread(target=write, args=(driver, conversation, "ana", "m1")) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said(driver, conversation).count("Tchau, Ana") == 1


def test_messages_of_one_conversation_are_taken_one_after_the_other(
    driver: Conversations, publish: Publish
):
    answers = [question(f"q{number}") for number in range(6)]
    arrows = [f"q{number}.answered>q{number + 1}" for number in range(5)]
    publish(flow([*answers, end()], [*arrows, "q5.answered>end"]))
    conversation = driver.begin("site", BROWSER)
    threads = [
        threading.Thread(target=write, args=(driver, conversation, f"t{number}"))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = said(driver, conversation)
    asked = [text for text in texts if text.endswith("?")]
    assert asked == [f"q{number}?" for number in range(6)]
    assert [text for text in texts if text.startswith("t")].__len__() == 6


def test_nothing_is_published_is_said_in_one_sentence(driver: Conversations):
    with pytest.raises(UnknownReference, match="fluxo publish"):
        driver.begin("site", BROWSER)
    with pytest.raises(UnknownReference, match="no channel"):
        driver.begin("nowhere", BROWSER)


def test_a_token_opens_its_conversation_and_no_other(driver: Conversations, publish: Publish):
    publish(name_flow())
    first = driver.begin("site", BROWSER)
    second = driver.begin("site", "another browser's secret")
    assert driver.find(first.public_id, driver.token(first.public_id)).id == first.id
    for token in ("", "x", driver.token(second.public_id)):
        with pytest.raises(UnknownReference):
            driver.find(first.public_id, token)
    assert len(driver.token(first.public_id)) * 4 >= 128


def test_a_running_conversation_stays_on_its_version(driver: Conversations, publish: Publish):
    publish(name_flow())
    running = driver.begin("site", BROWSER)
    publish(flow([message("hello", "Nova versão"), end()], ["hello.next>end"]))
    fresh = driver.begin("site", "another browser")
    write(driver, running, "ana")
    assert said(driver, running)[-1] == "Tchau, Ana"
    assert said(driver, fresh)[0] == "Nova versão"


def test_a_timer_fires_once(driver: Conversations, publish: Publish, clock: Clock):
    idle = {"idle": {"close_after_s": 60, "close_text": "Até logo!"}}
    publish(flow([question("name"), end()], ["name.answered>end"], settings=idle))
    conversation = driver.begin("site", BROWSER)
    clock.advance(59)
    assert driver.fire_due_timers() == 0
    clock.advance(1)
    assert driver.fire_due_timers() == 1
    assert driver.fire_due_timers() == 0
    assert said(driver, conversation) == ["name?", "Até logo!"]


def test_an_answered_question_leaves_no_timer(driver: Conversations, publish: Publish):
    publish(flow([question("name"), end()], ["name.answered>end"]))
    conversation = driver.begin("site", BROWSER)
    write(driver, conversation, "oi")
    with driver.database.read() as tx:
        assert timers.for_conversation(tx, conversation.id) == []


def test_an_api_call_is_a_row_and_its_answer_an_event(driver: Conversations, publish: Publish):
    call = node("call", "api", connection="erp", url="/x", save=[{"query": "v", "variable": "v"}])
    nodes = [call, end(text="{{ v }}"), end("bad", "bad")]
    publish(flow(nodes, ["call.success>end", "call.http_error>bad"], variables=["v"]))
    conversation = driver.begin("site", BROWSER)
    with driver.database.transaction() as tx:
        (task,) = tasks.claim_due(tx, "w", now=driver.now(), limit=10, lease_s=60)
    assert (task.kind, task.payload["url"]) == ("call_api", "/x")
    driver.tell(conversation.id, ApiReturned(driver.now(), task.step, 200, {"v": "ok"}))
    assert said(driver, conversation) == ["ok"]


def test_a_handoff_is_a_ticket_that_people_work_on(driver: Conversations, publish: Publish):
    person = node("person", "handoff", queue="suporte", text="Já vem.", summary="Quer ajuda")
    publish(
        flow([person, end(text="Tchau"), end("alone", "alone")],
             ["person.resolved>end", "person.no_agent>alone"])
    )  # fmt: skip
    conversation = driver.begin("site", BROWSER)
    with driver.database.read() as tx:
        (ticket,) = tickets.list_tickets(tx)
    assert (ticket.queue, ticket.summary, ticket.status) == ("suporte", "Quer ajuda", "waiting")
    with pytest.raises(UnknownReference, match="fluxo ticket take"):
        driver.reply(ticket.number, "Oi", "bia")
    driver.change_ticket(ticket.number, "assigned", "bia")
    driver.reply(ticket.number, "Oi, sou a Bia", "bia")
    write(driver, conversation, "obrigado")
    driver.change_ticket(ticket.number, "resolved", "bia")
    assert said(driver, conversation) == ["Já vem.", "Oi, sou a Bia", "obrigado", "Tchau"]


def test_every_fact_has_its_place_in_order(driver: Conversations, publish: Publish):
    publish(name_flow())
    conversation = driver.begin("site", BROWSER)
    write(driver, conversation, "ana")
    with driver.database.read() as tx:
        kept = events.for_conversation(tx, conversation.id)
    assert [event.position for event in kept] == list(range(1, len(kept) + 1))
    assert kept[0].name == "conversation_started"
    assert kept[-1].name == "conversation_ended"


def test_protocol_survey_and_contact_are_rows(driver: Conversations, publish: Publish):
    nodes = [
        node("number", "protocol"),
        node("nps", "survey", text="Nota?"),
        node("save", "contact", fields={"name": "Ana", "document": "52998224725"}),
        end(),
    ]
    publish(
        flow(nodes, ["number.next>nps", "nps.answered>save", "nps.skipped>save", "save.found>end"])
    )
    conversation = driver.begin("site", BROWSER)
    after = write(driver, conversation, "9")
    with driver.database.read() as tx:
        (issued,) = protocols.for_conversation(tx, conversation.id)
        (answered,) = surveys.for_conversation(tx, conversation.id)
        contact = contacts.get(tx, conversation.contact_id)
    assert issued.number == after.protocol_number
    assert (answered.score, answered.segment) == (9, "promoter")
    assert (contact.name, contact.fields["document"]) == ("Ana", "52998224725")


def test_a_known_contact_is_found_and_merged(driver: Conversations, publish: Publish):
    nodes = [
        question("cpf", "cpf"),
        node("find", "contact", operation="find", find_by="document", find_value="{{ cpf }}",
             merge=True),
        node("save", "contact", fields={"document": "{{ cpf }}", "city": "Recife"}),
        end("known", text="Oi de {{ contact.city }}"),
        end("new", text="Prazer"),
    ]  # fmt: skip
    arrows = ["cpf.answered>find", "find.found>known", "find.not_found>save", "save.found>new"]
    publish(flow(nodes, arrows))
    first = driver.begin("site", BROWSER)
    write(driver, first, "529.982.247-25")
    second = driver.begin("site", "another browser")
    write(driver, second, "529.982.247-25")
    assert said(driver, first)[-1] == "Prazer"
    assert said(driver, second)[-1] == "Oi de Recife"
    with driver.database.read() as tx:
        kept = {conversations.get(tx, found.id).contact_id for found in (first, second)}
    assert len(kept) == 1


def test_only_who_has_a_ticket_writes_in_it_and_closes_it(driver: Conversations, publish: Publish):
    person = node("person", "handoff", queue="suporte")
    publish(flow([person, end()], ["person.resolved>end"]))
    driver.begin("site", BROWSER)
    with driver.database.read() as tx:
        (ticket,) = tickets.list_tickets(tx)
    driver.change_ticket(ticket.number, "assigned", "bia")
    with pytest.raises(UnknownReference, match="is with bia"):
        driver.reply(ticket.number, "Oi", "caio")
    with pytest.raises(UnknownReference, match="is with bia"):
        driver.change_ticket(ticket.number, "resolved", "caio")
    for text in ("", "  ", "x" * 5_000):
        with pytest.raises(UnknownReference, match="characters"):
            driver.reply(ticket.number, text, "bia")
    driver.change_ticket(ticket.number, "waiting", "caio")
    driver.change_ticket(ticket.number, "assigned", "caio")
    driver.change_ticket(ticket.number, "resolved", "caio")
    with pytest.raises(UnknownReference, match="is closed"):
        driver.reply(ticket.number, "Oi", "caio")
