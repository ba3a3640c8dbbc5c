"""Keeping a conversation that was had as a test of what it says today."""

from flow_runtime.scripts import run_script, with_expectations
from tests.flow_runtime.building import end, menu, message, node, program
from tests.flow_runtime.scripts.stories import conversation, service


def recorded(built, steps: str) -> list[dict[str, object]]:
    kept = with_expectations(built, conversation(steps))
    assert run_script(built, kept).passed
    return [step.model_dump(mode="json", exclude_unset=True) for step in kept.steps]


def test_what_was_said_is_expected_after_each_act():
    assert recorded(service(), "- press: Entrega\n- event: {order_shipped: {code: B1}}") == [
        {"expect": ["Olá, !", "Como posso ajudar?", "topic?"]},
        {"expect_choices": ["Fatura", "Entrega", "Pessoa", "Arquivo"]},
        {"press": "Entrega"},
        {"expect_nothing": True},
        {"event": {"order_shipped": {"code": "B1"}}},
        {"expect": ["Seu pedido saiu: B1", "Até logo!"]},
        {"expect_end": "resolved"},
    ]


def test_a_conversation_that_still_waits_is_expected_at_its_node():
    built = program([menu("more", "Sim"), end()], ["more.sim>end"])
    assert recorded(built, "- say: talvez")[-1] == {"expect_node": "more"}


def test_old_expectations_are_replaced():
    built = program([message("hello", "Olá!"), end()], ["hello.next>end"])
    steps = "- expect: Bom dia\n- expect_end: unresolved"
    assert recorded(built, steps) == [{"expect": "Olá!"}, {"expect_end": "resolved"}]


def test_what_is_prepared_stays_before_the_beginning():
    built = program(
        [
            node("find", "api", url="https://erp.example.com/a"),
            menu("again", "Repetir"),
            end(text="No ar."),
        ],
        ["find.success>end", "find.http_error>again", "again.repetir>find"],
    )
    steps = "- mock: {find: {status: 503}}\n- begin: true\n- mock: {find: {status: 200}}\n"
    assert recorded(built, f"{steps}- say: repetir") == [
        {"mock": {"find": {"status": 503}}},
        {"begin": True},
        {"expect": "again?"},
        {"expect_choices": ["Repetir"]},
        {"mock": {"find": {"status": 200}}},
        {"say": "repetir"},
        {"expect": "No ar."},
        {"expect_end": "resolved"},
    ]


def test_a_long_text_is_expected_by_its_beginning():
    built = program([message("long", "palavra " * 200), end()], ["long.next>end"])
    expected = str(recorded(built, "- begin: true")[1]["expect"])
    assert expected.startswith("palavra palavra")
    assert len(expected) <= 300
