"""Laws of the engine: no events make it raise, and the same give the same bytes."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.engine import advance, new_session
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
from flow_runtime.limits import MAX_SESSION_BYTES
from flow_runtime.program import Program
from flow_runtime.session import Session
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    menu,
    node,
    program,
    question,
)

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
