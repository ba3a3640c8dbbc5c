"""The explorer walks flows by itself: it covers them, ends, and what it finds passes as tests."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_runtime.nodes.start import Trigger
from flow_runtime.program import Program, compile_flow
from flow_runtime.scripts import (
    Exploration,
    ScriptDocument,
    as_conversation,
    dump_script,
    explore,
    load_script,
    run_all,
)
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    WORKSPACE,
    end,
    menu,
    message,
    node,
    program,
    question,
)
from tests.flow_runtime.scripts.stories import service


def explored(built: Program, **options: int) -> Exploration:
    return explore(built, at=TUESDAY_MORNING, **options)


def assert_found_paths_pass(built: Program, exploration: Exploration) -> None:
    """Play what was found from its YAML: it passes, and covers as much as was explored."""
    conversations = tuple(as_conversation(built, path) for path in exploration.paths)
    document = ScriptDocument(flow=built.flow.id, conversations=conversations)
    report = run_all(built, load_script(dump_script(document)))
    assert [f.sentence("en") for result in report.results for f in result.failures] == []
    assert report.coverage.reached == exploration.coverage.reached


def assert_all_is_covered(built: Program) -> Exploration:
    exploration = explored(built)
    assert (exploration.uncovered, exploration.uncovered_nodes) == ((), ())
    assert exploration.dead_ends == ()
    assert not exploration.was_cut
    assert_found_paths_pass(built, exploration)
    return exploration


# -- flows of every shape ------------------------------------------------------------------------

CALL = {"connection": "erp", "url": "/a"}
HANDOFF_ARROWS = [
    f"person.{outcome}>{target}"
    for outcome, target in {
        "resolved": "end",
        "no_agent": "nobody",
        "out_of_hours": "nobody",
        "timeout": "nobody",
        "customer_gave_up": "nobody",
    }.items()
]


def looping() -> Program:
    """A menu that leads back to itself until the customer says no."""
    return program(
        [menu("more", "Sim", "Não", timeout_s=3_600), message("again", "De novo!"), end()],
        [
            "more.sim>again",
            "again.next>more",
            "more.nao>end",
            "more.invalid>end",
            "more.timeout>end",
        ],
    )


def counting() -> Program:
    """A loop that is left only when a variable has grown to three."""
    more = node("add", "set", assignments=[{"variable": "turns", "action": "increment"}])
    rows = [{"variable": "turns", "operator": "greater_equal", "value": 3}]
    return program(
        [
            question("word"),
            more,
            node("enough", "condition", branches=[{"id": "yes", "name": "Sim", "rows": rows}]),
            end(),
        ],
        ["word.answered>add", "add.next>enough", "enough.yes>end", "enough.else>word"],
        variables=[{"name": "turns", "type": "number", "default": 0}],
    )


def with_a_dynamic_menu() -> Program:
    items = [
        {"name": "ok", "body": {"items": [{"id": 1}, {"id": 2}]}},
        {"name": "none", "body": {}},
    ]
    return program(
        [
            node(
                "find", "api", **CALL, save=[{"query": "items", "variable": "rows"}], examples=items
            ),
            menu(
                "pick",
                "Nenhuma",
                options_from={"variable": "rows", "label": "Fatura {{ item.id }}"},
                save_as="row",
            ),
            end(),
            end("down", "unresolved", "Fora do ar."),
        ],
        [
            "find.success>pick",
            "find.http_error>down",
            "find.failed>down",
            "pick.other>end",
            "pick.nenhuma>end",
            "pick.invalid>down",
        ],
        variables=[{"name": "rows", "type": "list"}, {"name": "row", "type": "object"}],
    )


def with_surveys() -> Program:
    nps = node(
        "nps", "survey", text="De 0 a 10?", by_segment=True, comment_text="Por quê?", timeout_s=600
    )
    own = node(
        "own",
        "survey",
        kind="custom",
        questions=[
            {"id": "kind", "text": "Foi gentil?", "kind": "yes_no"},
            {"id": "fast", "text": "Foi rápido?", "kind": "rating"},
        ],
    )
    return program(
        [nps, own, end(), end("sorry", text="Que pena.")],
        [
            "nps.promoter>own",
            "nps.passive>own",
            "nps.detractor>sorry",
            "nps.skipped>end",
            "own.answered>end",
            "own.skipped>end",
        ],
    )


def with_a_handoff() -> Program:
    person = node(
        "person",
        "handoff",
        queue="suporte",
        text="Já vem alguém.",
        waiting_texts=["Ainda procurando…"],
        max_wait_s=900,
    )
    return program([person, end(), end("nobody", "unresolved", "Ninguém.")], HANDOFF_ARROWS)


def with_a_sub_flow() -> Program:
    inner = program(
        [menu("sure", "Sim", "Não"), end(), end("broken", "failed")],
        ["sure.sim>end", "sure.nao>broken"],
        id="inner",
    )
    return program(
        [node("call", "subflow", flow="inner"), end(), end("sad", "unresolved")],
        ["call.done>end", "call.failed>sad"],
        subflows={"inner": inner},
    )


def with_waits() -> Program:
    return program(
        [
            node("pause", "wait", until="duration", duration_s=90_061),
            node("dawn", "wait", until="opening", calendar="comercial"),
            node("parcel", "wait", until="event", event="shipped", timeout_s=86_400),
            end(),
            end("lost", "unresolved"),
        ],
        [
            "pause.elapsed>dawn",
            "dawn.elapsed>parcel",
            "parcel.received>end",
            "parcel.timeout>lost",
        ],
    )


def with_hours() -> Program:
    return program(
        [
            question("name", "name"),
            node("hours", "hours", calendar="comercial"),
            end(),
            end("closed", text="Fechado."),
            end("holiday", text="Feriado."),
        ],
        ["name.answered>hours", "hours.open>end", "hours.closed>closed", "hours.holiday>holiday"],
    )


def with_chance() -> Program:
    shares = [
        {"id": "a", "name": "A", "weight": 1},
        {"id": "b", "name": "B", "weight": 98},
        {"id": "c", "name": "C", "weight": 1},
    ]
    return program(
        [
            question("name", "name"),
            node("sticky", "split", branches=shares),
            node("drawn", "split", branches=shares, sticky=False),
            end(),
        ],
        ["name.answered>sticky"]
        + [f"sticky.{way}>drawn" for way in "abc"]
        + [f"drawn.{way}>end" for way in "abc"],
    )


def with_the_contact_book() -> Program:
    return program(
        [
            question("cpf", "cpf"),
            node("look", "contact", operation="find", find_by="cpf", find_value="{{ cpf }}"),
            message("hello", "Olá, {{ contact.name }}!"),
            end(),
            end("unknown", "unresolved"),
        ],
        ["cpf.answered>look", "look.found>hello", "hello.next>end", "look.not_found>unknown"],
    )


def with_a_notice_and_consent() -> Program:
    return program(
        [
            node("consent", "consent", purpose="news", text="Podemos avisar?", timeout_s=60),
            node("mail", "notify", kind="email", to="a@example.com", text="Oi"),
            end(),
            end("no", "unresolved"),
        ],
        [
            "consent.given>mail",
            "consent.refused>no",
            "consent.timeout>no",
            "mail.sent>end",
            "mail.failed>no",
        ],
    )


def with_a_retry() -> Program:
    """A call that is repeated in the same turn, so that its answers come one after the other."""
    tries = [{"variable": "tries", "operator": "greater_equal", "value": 2}]
    return program(
        [
            node("find", "api", **CALL),
            node("count", "set", assignments=[{"variable": "tries", "action": "increment"}]),
            node("often", "condition", branches=[{"id": "yes", "name": "Sim", "rows": tries}]),
            end(),
            end("down", "unresolved"),
        ],
        [
            "find.success>end",
            "find.http_error>down",
            "find.failed>count",
            "count.next>often",
            "often.yes>down",
            "often.else>find",
        ],
        variables=[{"name": "tries", "type": "number", "default": 0}],
    )


def with_commands_and_an_error_route() -> Program:
    commands = [{"phrases": ["menu"], "action": "goto", "target": "main"}]
    return program(
        [
            question("order", "integer"),
            end(),
            menu("main", "Sair"),
            end("bye"),
            message("sorry", "Algo falhou."),
            end("broken", "unresolved"),
        ],
        [
            "order.answered>end",
            "main.sair>bye",
            "sorry.next>broken",
        ],
        settings={"commands": commands, "error_route": "sorry"},
    )


def with_questions_that_conditions_ask_about() -> Program:
    topics = [
        {"id": "bill", "name": "Conta", "rows": [_row("doubt", "contains", "boleto")]},
        {"id": "net", "name": "Internet", "rows": [_row("doubt", "contains", "sinal")]},
    ]
    sizes = [
        {"id": "big", "name": "Grande", "rows": [_row("amount", "greater", 50)]},
        {"id": "edge", "name": "Limite", "rows": [_row("amount", "equals", 50)]},
    ]
    return program(
        [
            question("doubt", "text", answer={"min": 3}),
            node("topic", "condition", branches=topics),
            question("amount", "number"),
            node("size", "condition", branches=sizes),
            end(),
        ],
        [
            "doubt.answered>topic",
            "doubt.invalid>end",
            "topic.bill>amount",
            "topic.net>end",
            "topic.else>end",
            "amount.answered>size",
            "size.big>end",
            "size.edge>end",
            "size.else>end",
        ],
    )


def _row(variable: str, operator: str, value: object) -> dict[str, object]:
    return {"variable": variable, "operator": operator, "value": value}


def with_what_the_customer_brings() -> Program:
    branches = [
        {"id": "qr", "name": "QR", "rows": [_row("conversation.payload", "equals", "qr")]},
        {"id": "known", "name": "Conhecido", "rows": [{"variable": "plan", "operator": "is_set"}]},
        {
            "id": "english",
            "name": "Inglês",
            "rows": [_row("conversation.language", "equals", "en")],
        },
        {"id": "closed", "name": "Fechado", "cel": "!business.open"},
        {"id": "word", "name": "Palavra", "rows": [_row("last_message", "equals", "promo")]},
    ]
    built = program(
        [node("who", "condition", branches=branches), end()],
        [f"who.{branch['id']}>end" for branch in branches] + ["who.else>end"],
        variables=[{"name": "plan", "scope": "contact"}],
        languages=["pt-BR", "en"],
    )
    return begun_by(
        built, Trigger(kind="payload", value="qr"), Trigger(kind="keyword", value="promo")
    )


def begun_by(built: Program, *triggers: Trigger) -> Program:
    start, *others = built.flow.nodes
    changed = start.model_copy(update={"triggers": triggers})
    flow = built.flow.model_copy(update={"nodes": (changed, *others)})
    return compile_flow(flow, version=1, workspace=WORKSPACE)


@pytest.mark.parametrize(
    "build",
    [
        service,
        looping,
        counting,
        with_a_dynamic_menu,
        with_surveys,
        with_a_handoff,
        with_a_sub_flow,
        with_waits,
        with_hours,
        with_chance,
        with_the_contact_book,
        with_a_notice_and_consent,
        with_a_retry,
        with_commands_and_an_error_route,
        with_questions_that_conditions_ask_about,
        with_what_the_customer_brings,
    ],
)
def test_all_is_covered_and_what_was_found_passes_as_tests(build):
    assert_all_is_covered(build())


# -- what is wrong with a flow -----------------------------------------------------------------


def codes(built: Program) -> list[tuple[str, str | None]]:
    exploration = explored(built)
    assert_found_paths_pass(built, exploration)
    return [(dead_end.code, dead_end.node_id) for dead_end in exploration.dead_ends]


def test_an_outcome_that_leads_nowhere_is_a_dead_end():
    built = program([menu("more", "Sim", "Não"), end()], ["more.sim>end"])
    assert codes(built) == [("outcome_not_connected", "more")]


def test_a_node_that_fails_is_a_dead_end_and_says_so_in_both_languages():
    built = program([node("person", "handoff", queue="ninguem")], [])
    dead_end = explored(built).dead_ends[0]
    assert (dead_end.code, dead_end.node_id) == ("unknown_queue", "person")
    assert dead_end.sentence("pt-BR") == (
        "O bloco 'person' falha (unknown_queue) e a conversa vai para o caminho de erro."
    )
    assert dead_end.sentence("en") == (
        "The node 'person' fails (unknown_queue) and the conversation takes the error route."
    )


def test_a_loop_without_a_question_is_a_dead_end():
    built = program(
        [message("here", "a"), message("there", "b")], ["here.next>there", "there.next>here"]
    )
    found = codes(built)
    assert {code for code, _ in found} <= {"loop", "too_many_messages"}
    assert found


def test_an_error_route_that_fails_as_well_ends_the_conversation_as_failed():
    built = program(
        [message("hello", "Olá!"), message("sorry", "Desculpe.")],
        [],
        settings={"error_route": "sorry"},
    )
    assert ("failed", "sorry") in codes(built)


def test_what_cannot_be_reached_is_listed():
    never = [{"id": "never", "name": "Nunca", "cel": "1 > 2"}]
    built = program(
        [node("which", "condition", branches=never), end(), end("island")],
        ["which.never>island", "which.else>end"],
    )
    exploration = explored(built)
    assert exploration.uncovered == (("which", "never"),)
    assert exploration.uncovered_nodes == ("island",)
    assert not exploration.was_cut


# -- its bounds ----------------------------------------------------------------------------------


def endless() -> Program:
    """Every answer makes another conversation of it, and one branch can never be taken."""
    never = [{"id": "never", "name": "Nunca", "cel": "size(words) < 0"}]
    longer = [{"variable": "words", "action": "append", "text": "{{ word }}"}]
    return program(
        [
            question("word"),
            node("add", "set", assignments=longer),
            node("which", "condition", branches=never),
            end(),
        ],
        ["word.answered>add", "add.next>which", "which.never>end", "which.else>word"],
        variables=[{"name": "words", "type": "list", "default": []}],
    )


def test_it_ends_where_conversations_never_do():
    exploration = explored(endless())
    assert exploration.uncovered == (("which", "never"),)
    assert exploration.turns < 5_000


@pytest.mark.parametrize("max_turns", [1, 7, 50])
def test_it_stops_soon_after_the_turns_it_may_take(max_turns: int):
    exploration = explored(endless(), max_turns=max_turns)
    assert exploration.was_cut
    assert exploration.turns < max_turns + 10


def test_progress_is_told_and_never_passes_the_whole():
    told: list[tuple[int, int]] = []
    explore(
        endless(),
        at=TUESDAY_MORNING,
        max_turns=300,
        on_progress=lambda done, most: told.append((done, most)),
    )
    assert len(told) > 3
    assert all(done <= most == 300 for done, most in told)
    assert told == sorted(told)


def test_a_long_flow_is_walked_in_few_turns():
    count = 300
    nodes = [menu(f"ask{i}", "Sim", "Não") for i in range(count)]
    arrows = [
        arrow
        for i in range(count)
        for arrow in (
            f"ask{i}.sim>ask{i + 1}" if i + 1 < count else f"ask{i}.sim>end",
            f"ask{i}.nao>end",
        )
    ]
    exploration = explored(program([*nodes, end()], arrows))
    assert exploration.coverage.is_complete
    assert not exploration.was_cut


def test_the_same_flow_gives_the_same_paths():
    assert explored(service()).paths == explored(service()).paths


def test_time_outs_take_their_real_time():
    exploration = explored(with_waits())
    waits = [
        step.wait
        for path in exploration.paths
        for step in path.conversation.steps
        if step.wait is not None
    ]
    assert "1d 1h 1min 1s" in waits
    assert all(path.conversation.at == TUESDAY_MORNING for path in exploration.paths[:1])


def test_a_path_tells_where_it_went():
    built = program([menu("more", "Sim"), end()], ["more.sim>end"])
    path = explored(built).paths[0]
    assert path.visited == ("start", "more", "end")
    assert path.ways == (("start", "next"), ("more", "sim"))
    assert path.end == "resolved"


# -- any flow at all -----------------------------------------------------------------------------

KINDS = st.sampled_from(["menu", "question", "message", "wait", "survey", "handoff", "api"])


@st.composite
def any_flow(draw: st.DrawFn) -> Program:
    """Nodes of any kind, each outcome of which leads anywhere or nowhere."""
    made = [_any_node(f"n{i}", draw(KINDS)) for i in range(draw(st.integers(1, 6)))]
    nodes = [*made, end()]
    bare = program(nodes, [])
    targets = st.sampled_from([None, *(n["id"] for n in nodes)])
    arrows = [
        f"{n.id}.{outcome.id}>{target}"
        for n in bare.flow.nodes[1:]
        for outcome in n.outcomes()
        if (target := draw(targets)) is not None
    ]
    return program(nodes, arrows)


def _any_node(node_id: str, kind: str):
    match kind:
        case "menu":
            return menu(node_id, "Sim", "Não", timeout_s=60)
        case "question":
            return question(node_id, "cpf", timeout_s=60)
        case "message":
            return message(node_id, node_id)
        case "wait":
            return node(node_id, "wait", duration_s=60)
        case "survey":
            return node(node_id, "survey", text="?")
        case "handoff":
            return node(node_id, "handoff", queue="suporte", max_wait_s=60)
        case _:
            return node(node_id, "api", **CALL)


@given(any_flow())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_flow_what_is_found_passes_as_tests(built: Program):
    exploration = explored(built, max_turns=200)
    assert_found_paths_pass(built, exploration)
