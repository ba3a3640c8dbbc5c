"""Stories about the engine: the order inside a turn, waits, time, failures, and its laws."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.effects import CallApi, CancelTimers, SendMessage, StartTimer
from flow_runtime.engine import advance, new_session, resume_point
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ContactLookedUp,
    ConversationStarted,
    Event,
    ExternalEventReceived,
    MessageReceived,
    NotificationFinished,
    ReceivedFile,
    TicketChanged,
    TimerFired,
)
from flow_runtime.limits import MAX_MESSAGES_PER_TURN, MAX_SESSION_BYTES
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.session import Session
from flow_runtime.simulator import Simulation
from flow_runtime.steps import fail
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    fact_names,
    menu,
    message,
    node,
    program,
    question,
    talk,
    texts,
)

HANDOFF = node("person", "handoff", queue="suporte", text="Já vem alguém.")


def greeting_and_name() -> Program:
    return program(
        [message("hello", "Olá!"), question("name", "name"), end(text="Tchau, {{ name }}")],
        ["hello.next>name", "name.answered>end"],
    )


# -- the plain way -----------------------------------------------------------------------------


def test_a_conversation_goes_from_start_to_end():
    simulation = talk(greeting_and_name())
    simulation.say("ana de souza")
    assert texts(simulation) == ["Olá!", "name?", "Tchau, Ana de Souza"]
    assert (simulation.session.status, simulation.session.outcome) == ("ended", "resolved")


def test_what_is_said_after_the_end_changes_nothing():
    simulation = talk(greeting_and_name())
    simulation.say("Ana")
    before = simulation.session
    assert simulation.say("oi?") == []
    assert simulation.session.node == before.node
    assert fact_names(simulation)[-1] == "event_ignored"


def test_a_conversation_begins_only_once():
    simulation = talk(greeting_and_name())
    assert simulation.start() == []


def test_the_given_session_is_not_changed():
    built = greeting_and_name()
    session = new_session(built)
    written = session.to_json()
    advance(built, session, ConversationStarted(TUESDAY_MORNING))
    assert session.to_json() == written


def test_a_flow_without_nodes_still_answers():
    nothing = load_document({"schema_version": 1, "id": "empty", "name": "Empty"}).flow
    empty = Simulation(compile_flow(nothing), TUESDAY_MORNING)
    assert [sent.text for sent in empty.start()] == [
        "Desculpe, tivemos um problema do nosso lado e não consegui continuar por aqui."
    ]


# -- asking again ------------------------------------------------------------------------------


def test_a_misunderstood_answer_is_asked_again_and_then_leaves_by_invalid():
    built = program(
        [
            question("cpf", "cpf", retry_text="Só os 11 números, por favor."),
            end("ok"),
            end("sorry", text="Vamos parar aqui."),
        ],
        ["cpf.answered>ok", "cpf.invalid>sorry"],
    )
    simulation = talk(built)
    simulation.say("não sei")
    assert texts(simulation)[-1] == "Só os 11 números, por favor."
    simulation.say("123")
    assert texts(simulation)[-1] == "Vamos parar aqui."


def test_invalid_without_an_edge_takes_the_error_route():
    built = program(
        [question("cpf", "cpf", max_invalid=1), end("ok"), HANDOFF],
        ["cpf.answered>ok"],
    )
    simulation = talk(built)
    simulation.say("???")
    assert texts(simulation)[-1] == "Já vem alguém."
    assert "error_routed" in fact_names(simulation)


def test_a_known_answer_is_not_asked_again():
    built = program(
        [question("name", "name", skip_if_known=True), end(text="Oi, {{ name }}")],
        ["name.answered>end"],
    )
    simulation = Simulation(built, TUESDAY_MORNING)
    simulation.start(variables={"name": "Rui"})
    assert texts(simulation) == ["Oi, Rui"]


# -- commands ----------------------------------------------------------------------------------


def test_asking_for_a_person_works_at_every_wait():
    built = program([question("name"), end(), HANDOFF], ["name.answered>end"])
    simulation = talk(built)
    simulation.say("  Atendente! ")
    assert simulation.session.waiting_for == "ticket"
    assert simulation.tickets[0].queue == "suporte"


def test_a_word_that_only_contains_a_command_is_an_answer():
    built = program([question("name"), end(), HANDOFF], ["name.answered>end"])
    simulation = talk(built)
    simulation.say("quero reclamar do atendente")
    assert simulation.session.variables["name"] == "quero reclamar do atendente"


def test_without_anybody_to_hand_over_to_the_phrase_is_an_answer():
    built = program([question("name"), end()], ["name.answered>end"])
    simulation = talk(built)
    simulation.say("atendente")
    assert simulation.session.variables["name"] == "atendente"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"action": "goto", "target": "hello"}, ["Oi", "a?", "Oi", "a?"]),
        (
            {"action": "end"},
            ["Oi", "a?", "Tudo bem, encerramos por aqui. Quando precisar, é só escrever de novo."],
        ),
    ],
)
def test_a_command_of_the_flow(action: dict[str, str], expected: list[str]):
    built = program(
        [message("hello", "Oi"), question("a"), end()],
        ["hello.next>a", "a.answered>end"],
        settings={"commands": [{"phrases": ["menu"], **action}]},
    )
    simulation = talk(built)
    simulation.say("Menu")
    assert texts(simulation) == expected


def test_going_back_asks_the_question_before():
    built = program(
        [question("a"), question("b"), question("c"), end()],
        ["a.answered>b", "b.answered>c", "c.answered>end"],
        settings={"commands": [{"phrases": ["voltar"], "action": "back"}]},
    )
    simulation = talk(built)
    simulation.say("1")
    simulation.say("2")
    simulation.say("voltar")
    simulation.say("voltar")
    assert texts(simulation) == ["a?", "b?", "c?", "b?", "a?"]


def test_a_pressed_choice_is_never_a_command():
    built = program(
        [menu("m", "Atendente", "Boleto"), end("chosen", "chosen"), end(), HANDOFF],
        ["m.atendente>chosen", "m.boleto>end"],
    )
    simulation = talk(built)
    simulation.press("Atendente")
    assert simulation.session.outcome == "chosen"


# -- time --------------------------------------------------------------------------------------


def test_silence_is_reminded_of_and_then_closed():
    built = program(
        [question("name"), end()],
        ["name.answered>end"],
        settings={
            "idle": {
                "remind_after_s": 600,
                "remind_text": "Ainda está aí?",
                "close_after_s": 3600,
                "close_text": "Até logo!",
            }
        },
    )
    simulation = talk(built)
    simulation.wait(599)
    assert texts(simulation)[-1] == "name?"
    simulation.wait(1)
    assert texts(simulation)[-1] == "Ainda está aí?"
    simulation.wait(3000)
    assert texts(simulation)[-1] == "Até logo!"
    assert simulation.session.outcome == "abandoned"


def test_an_answer_stops_the_idle_rule():
    built = program(
        [question("a"), question("b"), end()],
        ["a.answered>b", "b.answered>end"],
        settings={"idle": {"close_after_s": 60}},
    )
    simulation = talk(built)
    simulation.wait(59)
    simulation.say("1")
    simulation.wait(59)
    assert simulation.session.status == "waiting"
    assert list(simulation.timers) == ["idle_close"]


def test_a_connected_time_out_wins_over_the_idle_rule():
    built = program(
        [question("a", timeout_s=60), end("ok"), end("late", "late")],
        ["a.answered>ok", "a.timeout>late"],
    )
    simulation = talk(built)
    simulation.wait(60)
    assert simulation.session.outcome == "late"


def test_a_time_out_that_leads_nowhere_is_the_idle_rule():
    built = program([question("a", timeout_s=60), end()], ["a.answered>end"])
    simulation = talk(built)
    simulation.wait(61)
    assert simulation.session.status == "waiting"


def test_a_late_timer_is_ignored():
    built = program([question("a"), question("b"), end()], ["a.answered>b", "b.answered>end"])
    simulation = talk(built)
    old_step = simulation.session.step
    simulation.say("1")
    assert simulation.tell(TimerFired(simulation.now, "idle_close", old_step)) == []
    assert simulation.session.status == "waiting"


def test_timers_of_a_left_wait_are_cancelled_before_new_ones_start():
    built = program([question("a"), question("b"), end()], ["a.answered>b", "b.answered>end"])
    simulation = talk(built)
    simulation.say("1")
    timed = [e for e in simulation.turns[-1].effects if isinstance(e, CancelTimers | StartTimer)]
    assert [type(effect) for effect in timed] == [CancelTimers, StartTimer]


# -- the world's answers -----------------------------------------------------------------------


def calling() -> Program:
    return program(
        [
            node(
                "call", "api", connection="erp", url="/x", save=[{"query": "a.b", "variable": "v"}]
            ),
            end("ok", text="{{ v }}"),
            end("refused", "refused"),
        ],
        ["call.success>ok", "call.http_error>refused"],
        variables=["v"],
    )


def test_an_api_is_asked_for_and_its_answer_mapped():
    simulation = Simulation(calling(), TUESDAY_MORNING)
    turn = simulation._advance(ConversationStarted(simulation.now))
    asked = next(effect for effect in turn.effects if isinstance(effect, CallApi))
    assert (asked.method, asked.url, asked.connection) == ("GET", "/x", "erp")
    simulation.tell(ApiReturned(simulation.now, asked.step, 200, {"a": {"b": "sim"}}))
    assert texts(simulation) == ["sim"]


def test_an_answer_of_another_step_is_ignored():
    simulation = Simulation(calling(), TUESDAY_MORNING)
    simulation._advance(ConversationStarted(simulation.now))
    simulation.tell(ApiReturned(simulation.now, 999, 200, {"a": {"b": "não"}}))
    assert simulation.session.waiting_for == "api"


def test_a_message_during_a_call_is_set_aside_and_no_answer_to_what_comes_next():
    simulation = Simulation(calling(), TUESDAY_MORNING)
    turn = simulation._advance(ConversationStarted(simulation.now))
    assert simulation.say("oi?") == []
    assert fact_names(simulation)[-1] == "message_set_aside"
    assert simulation.session.waiting_for == "api"
    simulation.tell(ApiReturned(simulation.now, turn.session.step, 404, None))
    assert simulation.session.outcome == "refused"


def test_an_unreachable_server_takes_the_error_route():
    simulation = Simulation(calling(), TUESDAY_MORNING)
    turn = simulation._advance(ConversationStarted(simulation.now))
    simulation.tell(ApiFailed(simulation.now, turn.session.step, "timeout"))
    assert simulation.session.outcome == "error"
    assert texts(simulation)[-1].startswith("Desculpe")


# -- failures ----------------------------------------------------------------------------------


def test_a_failing_node_says_nothing_of_its_own_and_takes_the_error_route():
    built = program(
        [
            message("hello", "Olá!"),
            node("lost", "handoff", queue="gone", text="Nunca dito"),
            message("sorry", "Tivemos um problema."),
            end(),
        ],
        ["hello.next>lost", "sorry.next>end"],
        settings={"error_route": "sorry"},
    )
    simulation = talk(built)
    assert texts(simulation) == ["Olá!", "Tivemos um problema."]
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert (failed.node_id, failed.data["code"]) == ("lost", "unknown_queue")


def test_an_error_route_that_fails_ends_as_failed_and_still_answers():
    lost = node("lost", "handoff", queue="gone")
    built = program([lost, end()], ["lost.resolved>end"], settings={"error_route": "lost"})
    simulation = talk(built)
    assert simulation.session.status == "failed"
    assert texts(simulation) == [
        "Desculpe, tivemos um problema do nosso lado e não consegui continuar por aqui."
    ]


def test_a_loop_without_a_wait_is_stopped_and_named():
    built = program(
        [
            message("a", "."),
            node("b", "set", assignments=[{"variable": "x", "literal": 1}]),
            HANDOFF,
        ],
        ["a.next>b", "b.next>a"],
        variables=[{"name": "x", "type": "number"}],
    )
    simulation = talk(built)
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert failed.data["code"] in ("loop", "too_many_messages")
    assert simulation.session.waiting_for == "ticket"


def test_a_silent_loop_is_named_by_its_nodes():
    assignment = [{"variable": "x", "action": "increment"}]
    built = program(
        [node("a", "set", assignments=assignment), node("b", "set", assignments=assignment)],
        ["a.next>b", "b.next>a"],
        variables=[{"name": "x", "type": "number"}],
    )
    simulation = talk(built)
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert set(str(failed.data["detail"]).split(" → ")) == {"a", "b"}


def test_a_loop_over_api_calls_is_stopped_too():
    built = program(
        [
            node("call", "api", url="https://x.example.com/", examples=[{"name": "ok", "body": 1}]),
            end(),
        ],
        ["call.success>call", "call.http_error>end"],
    )
    simulation = talk(built)
    assert simulation.session.status == "ended"
    assert "node_failed" in fact_names(simulation)


def test_a_turn_sends_no_more_than_a_customer_can_bear():
    bubbles = [{"text": str(number)} for number in range(20)]
    many = [node(f"m{index}", "message", bubbles=bubbles) for index in range(4)]
    built = program([*many, end()], ["m0.next>m1", "m1.next>m2", "m2.next>m3", "m3.next>end"])
    simulation = talk(built)
    assert len(texts(simulation)) <= MAX_MESSAGES_PER_TURN + 1


def test_a_session_that_grows_too_large_takes_the_error_route():
    grow = {"variable": "x", "cel": "x + x"}
    built = program(
        [question("x"), node("grow", "set", assignments=[grow]), message("again", ".")],
        ["x.answered>grow", "grow.next>again", "again.next>grow"],
    )
    simulation = talk(built)
    simulation.say("a" * 4000)
    assert len(simulation.turns[-1].session_json) <= MAX_SESSION_BYTES


# -- sub-flows ---------------------------------------------------------------------------------


def called() -> Program:
    return program(
        [question("cpf", "cpf", max_invalid=1), end("done"), end("no", "failed")],
        ["cpf.answered>done", "cpf.invalid>no"],
        id="called",
    )


def caller() -> Program:
    return program(
        [
            node(
                "identify", "subflow", flow="called", outputs=[{"variable": "doc", "result": "cpf"}]
            ),
            end("ok", text="CPF {{ doc }}"),
            end("bad", "unidentified"),
            HANDOFF,
        ],
        ["identify.done>ok", "identify.failed>bad"],
        variables=["doc"],
        subflows={"called": called()},
    )


def test_a_sub_flow_returns_its_result():
    simulation = talk(caller())
    assert simulation.session.flow_id == "called"
    simulation.say("529.982.247-25")
    assert texts(simulation)[-1] == "CPF 52998224725"
    assert simulation.session.flow_id == "story"


def test_a_sub_flow_that_ends_failed_leaves_by_failed():
    simulation = talk(caller())
    simulation.say("?")
    assert simulation.session.outcome == "unidentified"


def test_a_command_of_the_caller_works_inside_the_sub_flow():
    simulation = talk(caller())
    simulation.say("atendente")
    assert simulation.session.waiting_for == "ticket"
    assert simulation.session.stack == ()


def test_the_idle_rule_of_the_caller_speaks_inside_the_sub_flow():
    built = program(
        [node("ask", "subflow", flow="called"), end()],
        ["ask.done>end", "ask.failed>end"],
        variables=[{"name": "cpf", "default": "do titular"}],
        settings={
            "idle": {
                "remind_after_s": 60,
                "remind_text": "E o CPF {{ cpf }}?",
                "close_after_s": 120,
                "close_text": "Até logo!",
            }
        },
        subflows={"called": called()},
    )
    simulation = talk(built)
    simulation.wait(60)
    assert texts(simulation)[-1] == "E o CPF do titular?"
    simulation.wait(60)
    assert texts(simulation)[-1] == "Até logo!"


def test_a_flow_that_calls_itself_is_stopped():
    recursive = program(
        [node("again", "subflow", flow="story"), end()],
        ["again.done>end", "again.failed>end"],
    )
    built = program(
        [node("again", "subflow", flow="story"), end()],
        ["again.done>end", "again.failed>end"],
        subflows={"story": recursive},
    )
    simulation = talk(built)
    assert simulation.session.status in ("ended", "failed")


# -- languages ---------------------------------------------------------------------------------


def test_texts_come_in_the_customers_language_and_fall_back():
    built = program(
        [message("hello", "Olá!", "Até já"), question("name", "name"), end()],
        ["hello.next>name", "name.answered>end"],
        languages=["pt-BR", "en"],
        translations={"en": {"hello.bubbles.0.text": "Hello!"}},
    )
    simulation = talk(built, language="en")
    assert texts(simulation)[:2] == ["Hello!", "Até já"]


# -- laws --------------------------------------------------------------------------------------

STEPS = st.integers(min_value=0, max_value=30)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
NOWS = st.integers(min_value=0, max_value=10**7).map(
    lambda seconds: TUESDAY_MORNING + timedelta(seconds=seconds)
)
TYPED = st.text(max_size=40) | st.sampled_from(
    ["1", "sim", "Sim", "não", "atendente", "529.982.247-25", "10", "voltar", "desistir", "parar"]
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(MessageReceived, NOWS, TYPED, st.none() | st.text(max_size=10)),
    st.builds(
        MessageReceived,
        NOWS,
        files=st.just((ReceivedFile("f", "a.pdf", "application/pdf", 1),)),
    ),
    st.builds(
        TimerFired, NOWS, st.sampled_from(["timeout", "idle_close", "waiting_message"]), STEPS
    ),
    st.builds(ApiReturned, NOWS, STEPS, st.sampled_from([200, 404, 500]), JSON_VALUES),
    st.builds(ApiFailed, NOWS, STEPS, st.text(max_size=5)),
    st.builds(ContactLookedUp, NOWS, STEPS, st.none() | st.just({"id": 1, "name": "A"})),
    st.builds(NotificationFinished, NOWS, STEPS, st.booleans()),
    st.builds(
        TicketChanged,
        NOWS,
        STEPS,
        st.sampled_from(["assigned", "resolved", "no_agent", "expired", "waiting"]),
        st.just("Ana"),
    ),
    st.builds(ExternalEventReceived, NOWS, st.just("shipped"), st.just({"code": 1})),
    st.builds(ConversationStarted, NOWS),
)


KNOWS_CPF = {"variable": "cpf", "operator": "is_set"}
HALVES = [{"id": "a", "name": "A", "weight": 1}, {"id": "b", "name": "B", "weight": 3}]


def everything() -> Program:
    """One node of every type, in a ring that asks."""
    return program(
        [
            node("consent", "consent", purpose="contact", text="Podemos?"),
            menu("choose", "Sim", "Não", timeout_s=60),
            question("cpf", "cpf", timeout_s=60),
            node(
                "call", "api", url="https://x.example.com/{{ cpf }}",
                save=[{"query": "items[].id", "variable": "items"}],
            ),
            node(
                "pick", "menu", text="Qual?",
                options_from={"variable": "items", "label": "{{ item }}"}, save_as="item_picked",
            ),
            node(
                "if", "condition",
                branches=[
                    {"id": "big", "name": "Grande", "cel": "size(items) > 2"},
                    {"id": "known", "name": "Sabe", "rows": [KNOWS_CPF]},
                ],
            ),
            node("hours", "hours", calendar="comercial"),
            node("split", "split", branches=HALVES),
            node("sum", "set", assignments=[{"variable": "count", "action": "increment"}]),
            node("save", "contact", fields={"document": "{{ cpf }}"}, add_tags=["lead"]),
            node("find", "contact", operation="find", find_by="document", find_value="{{ cpf }}"),
            node("number", "protocol"),
            node("tell", "notify", to="a@b.example.com", text="Oi"),
            node("pause", "wait", until="event", event="shipped", timeout_s=60),
            node("person", "handoff", queue="suporte", waiting_texts=["1", "2"], max_wait_s=600),
            node("nps", "survey", text="Nota?", comment_text="Por quê?"),
            node("jump", "goto", target="choose"),
            end(),
        ],
        [
            "consent.given>choose", "consent.refused>end", "choose.sim>cpf", "choose.nao>number",
            "choose.timeout>cpf", "cpf.answered>call", "call.success>pick", "call.http_error>hours",
            "pick.other>if", "if.big>hours", "if.known>split", "if.else>end", "hours.open>split",
            "hours.closed>sum", "split.a>sum", "split.b>save", "sum.next>save", "save.found>find",
            "find.found>number", "find.not_found>number", "number.next>tell", "tell.sent>pause",
            "tell.failed>pause", "pause.received>person", "pause.timeout>person",
            "person.resolved>nps", "person.timeout>nps", "nps.answered>jump", "nps.skipped>jump",
        ],
        variables=[{"name": "items", "type": "list"}, {"name": "count", "type": "number"}],
        settings={"commands": [{"phrases": ["voltar"], "action": "back"}]},
    )  # fmt: skip


EVERYTHING = everything()


@settings(deadline=None, max_examples=150)
@given(st.lists(EVENTS, max_size=25), st.integers())
def test_no_events_make_advance_raise_and_the_same_give_the_same_bytes(
    events: list[Event], seed: int
):
    session = new_session(EVERYTHING)
    for event in [ConversationStarted(TUESDAY_MORNING, seed=seed), *events]:
        first = advance(EVERYTHING, session, event)
        second = advance(EVERYTHING, Session.from_json(session.to_json()), event)
        assert first.session_json == second.session_json
        assert (first.effects, first.facts) == (second.effects, second.facts)
        assert len(first.session_json) <= MAX_SESSION_BYTES
        assert first.session.status in ("waiting", "ended", "failed")
        session = Session.from_json(first.session_json)


@settings(deadline=None, max_examples=100)
@given(st.lists(EVENTS, max_size=15))
def test_steps_only_grow_and_every_wait_has_a_way_on(events: list[Event]):
    session = new_session(EVERYTHING)
    for event in [ConversationStarted(TUESDAY_MORNING), *events]:
        turn = advance(EVERYTHING, session, event)
        assert turn.session.step >= session.step
        if turn.session.status == "waiting":
            assert turn.session.waiting_for is not None
            assert turn.session.node in EVERYTHING.nodes
        session = turn.session


@given(st.text())
def test_a_session_survives_json(text: str):
    session = new_session(EVERYTHING)
    session.variables["cpf"] = text.encode("utf-8", "ignore").decode()
    assert Session.from_json(session.to_json()) == session


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"stack": [{}], "trail": []}', "null"])
def test_what_is_no_session_is_refused_as_one(data: str):
    with pytest.raises(ValueError):  # noqa: PT011 - the only error that hosts expect
        Session.from_json(data)


def test_after_a_handoff_nothing_else_of_the_turn_is_sent():
    simulation = talk(program([HANDOFF, end(text="tchau")], ["person.resolved>end"]))
    last = simulation.turns[-1].effects
    assert [e.text for e in last if isinstance(e, SendMessage)] == ["Já vem alguém."]
    simulation.change_ticket("assigned")
    assert simulation.say("oi") == []
    assert [sent.text for sent in simulation.change_ticket("resolved")] == ["tchau"]


def test_a_handoff_that_nobody_takes_is_not_asked_for_again():
    simulation = talk(program([HANDOFF, end()], ["person.resolved>end"]))
    simulation.change_ticket("no_agent")
    assert simulation.session.status == "ended"
    assert len(simulation.tickets) == 1
    assert texts(simulation)[-1].startswith("Desculpe")


def test_a_fact_of_a_sub_flow_says_whose_it_is():
    simulation = talk(caller())
    simulation.say("529.982.247-25")
    entered = {
        fact.node_id: fact.flow_id for fact in simulation.facts if fact.name == "node_entered"
    }
    assert entered == {
        "start": "called",
        "identify": "story",
        "cpf": "called",
        "done": "called",
        "ok": "story",
    }


def test_no_contact_makes_a_session_larger_than_its_bound():
    built = program([question("name", "name"), end()], ["name.answered>end"])
    huge = {"id": 1, **{f"field{number}": "x" * 1_000 for number in range(90)}}
    simulation = talk(built, contact=huge)
    assert all(len(turn.session_json) <= MAX_SESSION_BYTES for turn in simulation.turns)
    assert simulation.session.outcome == "error"
    assert texts(simulation)[-1].startswith("Desculpe")


def test_a_contact_that_would_grow_too_large_is_left_as_it_was():
    save = node("save", "contact", fields={"note": "{{ note }}"})
    built = program(
        [question("note"), save, end(), message("sorry", "Não consegui guardar."), end("bad")],
        ["note.answered>save", "save.found>end", "sorry.next>bad"],
        settings={"error_route": "sorry"},
    )
    simulation = talk(built, contact={"id": 1, "kept": "y" * 15_000})
    simulation.say("x" * 4_000)
    assert texts(simulation)[-1] == "Não consegui guardar."
    assert "note" not in simulation.session.contact


def test_an_unforeseen_error_names_its_place_and_no_value():
    built = program([question("name"), end()], ["name.answered>end"])
    turn = resume_point(built, new_session(built), ConversationStarted(TUESDAY_MORNING))
    try:
        {}["529.982.247-25"]
    except KeyError as error:
        fail(turn, error)
    assert str(turn.facts[0].data["detail"]).startswith(f"KeyError in {__name__}:")
    assert "529" not in str(turn.facts[0].data)
