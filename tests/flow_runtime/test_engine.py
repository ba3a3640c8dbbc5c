"""Stories about the engine: the order inside a turn, waits, time and the world."""

import pytest

from flow_runtime.effects import CallApi, CancelTimers, SendMessage, StartTimer
from flow_runtime.engine import advance, new_session
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ConversationStarted,
    TimerFired,
)
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.simulator import Simulation
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
