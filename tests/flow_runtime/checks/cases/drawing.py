"""Graph, edges, loops, references and sub-flows."""

from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.workspace import Queue, Workspace
from tests.flow_runtime.building import edges, menu, message, node, question
from tests.flow_runtime.checks.cases import Case, Document, document, one

HELLO = message("hello", "Olá!")
PLAIN = one(HELLO, "next")


def _with(original: Document, **fields: object) -> Document:
    return {**original, **fields}


def _without_start() -> Document:
    return _with(PLAIN, nodes=PLAIN["nodes"][1:], edges=edges("hello.next>end"))


def _flow(document: Document, flow_id: str) -> Flow:
    return load_document({**document, "id": flow_id, "name": flow_id}).flow


def calls(flow_id: str, **fields: object) -> Document:
    return one(node("call", "subflow", flow=flow_id, **fields), "done", "failed")


def handoff(**fields: object) -> dict[str, object]:
    return node("person", "handoff", **{"queue": "suporte", **fields})


LOOP = document([HELLO, message("again", "Oi?")], ["hello.next>again", "again.next>hello"])
CALLED = _flow(one(question("cpf"), "answered", variables=["cpf"]), "other")
CALLS_BACK = _flow(calls("story"), "other")
DEEP = {f"f{i}": _flow(calls(f"f{i + 1}"), f"f{i}") for i in range(25)}
SETTING_LOOP = document(
    [question("cpf", skip_if_known=True), HELLO],
    ["cpf.answered>hello", "hello.next>cpf"],
    variables=["cpf"],
)

CASES = [
    Case("graph.start", _without_start(), PLAIN, "none", at="/nodes"),
    Case(
        "graph.start",
        _with(
            PLAIN,
            nodes=[*PLAIN["nodes"], node("start2", "start")],
            edges=[*PLAIN["edges"], *edges("start2.next>end")],
        ),
        PLAIN,
        "two",
        at="/nodes/3",
    ),
    Case("graph.no_end", _with(PLAIN, edges=edges("start.next>hello")), PLAIN, at="/nodes/0"),
    Case(
        "graph.no_end",
        document(
            [menu("which", "A", "B"), question("name")],
            ["which.a>end", "which.b>name", "name.answered>name", "name.invalid>name"],
            variables=["name"],
        ),
        document(
            [menu("which", "A", "B"), question("name")],
            ["which.a>end", "which.b>name", "name.answered>end", "name.invalid>name"],
            variables=["name"],
        ),
        "trap",
        at="/nodes/2",
        says=["name"],
    ),
    Case(
        "graph.unreachable",
        document([HELLO, message("island", "?")], ["hello.next>end", "island.next>end"]),
        document([HELLO, message("island", "?")], ["hello.next>island", "island.next>end"]),
        at="/nodes/2",
        says=["island"],
    ),
    Case(
        "port.open",
        document([menu("which", "Sim", "Não")], ["which.sim>end"]),
        document([menu("which", "Sim", "Não")], ["which.sim>end", "which.nao>end"]),
        at="/nodes/1",
        says=["which", "Não"],
    ),
    Case(
        "edge.unknown_node",
        _with(PLAIN, edges=[*PLAIN["edges"], *edges("gone.next>end")]),
        PLAIN,
        "source",
        at="/edges/2/source",
    ),
    Case(
        "edge.unknown_node",
        _with(PLAIN, edges=edges("start.next>hello", "hello.next>gone")),
        PLAIN,
        "target",
        at="/edges/1/target",
        says=["hello", "gone"],
    ),
    Case(
        "edge.unknown_outcome",
        _with(PLAIN, edges=[*PLAIN["edges"], *edges("hello.answered>end")]),
        PLAIN,
        at="/edges/2/outcome",
    ),
    Case(
        "graph.tight_loop", LOOP, PLAIN, "two", at="/nodes/1", says=["'hello' → 'again' → 'hello'"]
    ),
    Case(
        "graph.tight_loop",
        document([HELLO], ["hello.next>hello"]),
        PLAIN,
        "itself",
        says=["'hello' → 'hello'"],
    ),
    Case(
        "graph.tight_loop",
        document([HELLO, node("back", "goto", target="hello")], ["hello.next>back"]),
        document(
            [question("cpf"), node("back", "goto", target="cpf")],
            ["cpf.answered>back"],
            variables=["cpf"],
        ),
        "goto",
    ),
    Case(
        "graph.tight_loop",
        document(
            [node("call", "api", connection="erp", url="/x")],
            ["call.success>end", "call.http_error>end"],
            settings={"error_route": "call"},
        ),
        document(
            [node("call", "api", connection="erp", url="/x")],
            ["call.success>end", "call.http_error>end"],
            settings={"error_route": "end"},
        ),
        "fallback",
    ),
    Case(
        "graph.tight_loop",
        SETTING_LOOP,
        _with(
            SETTING_LOOP,
            nodes=[
                *SETTING_LOOP["nodes"],
                node("forget", "set", assignments=[{"variable": "cpf", "action": "clear"}]),
            ],
            edges=edges(
                "start.next>cpf", "cpf.answered>hello", "hello.next>forget", "forget.next>cpf"
            ),
        ),
        "a question that is skipped",
    ),
    Case(
        "graph.tight_loop",
        document([handoff(), HELLO], ["person.out_of_hours>hello", "hello.next>person"]),
        document(
            [handoff(respects_hours=False), HELLO],
            ["person.out_of_hours>hello", "hello.next>person"],
        ),
        "a closed queue",
    ),
    Case(
        "graph.tight_loop",
        document([node("call", "subflow", flow="other")], ["call.done>call", "call.failed>end"]),
        document([node("call", "subflow", flow="asks")], ["call.done>call", "call.failed>end"]),
        "a sub-flow that asks nothing",
        flows={"other": _flow(PLAIN, "other"), "asks": CALLED},
    ),
    Case(
        "ref.node",
        document([node("jump", "goto", target="endd")], []),
        document([node("jump", "goto", target="end")], []),
        at="/nodes/1/target",
        says=["jump", "endd"],
    ),
    Case(
        "ref.node",
        _with(PLAIN, settings={"error_route": "nowhere"}),
        _with(PLAIN, settings={"error_route": "end"}),
        "settings",
        at="/settings/error_route",
    ),
    Case(
        "ref.queue",
        one(handoff(queue="suport"), "resolved"),
        one(handoff(queue="suporte"), "resolved"),
        at="/nodes/1/queue",
        says=["suport", "Suporte"],
    ),
    Case(
        "ref.calendar",
        one(node("open", "hours", calendar="comercio"), "open", "closed"),
        one(node("open", "hours", calendar="comercial"), "open", "closed"),
        at="/nodes/1/calendar",
    ),
    Case(
        "ref.calendar",
        one(handoff(), "resolved"),
        one(handoff(respects_hours=False), "resolved"),
        "of a queue",
        workspace=Workspace(queues=(Queue(id="suporte", name="Suporte", calendar="gone"),)),
        at="/nodes/1/queue",
        says=["Suporte", "gone"],
    ),
    Case(
        "ref.connection",
        one(node("call", "api", connection="erpp", url="/x"), "success", "http_error"),
        one(node("call", "api", connection="erp", url="/x"), "success", "http_error"),
        at="/nodes/1/connection",
    ),
    Case("ref.flow", calls("othr"), calls("other"), at="/nodes/1/flow", flows={"other": CALLED}),
    Case(
        "ref.stage",
        one({**HELLO, "stage": "triage"}, "next"),
        one({**HELLO, "stage": "triage"}, "next", stages=[{"id": "triage", "name": "Triagem"}]),
        at="/nodes/1/stage",
    ),
    Case(
        "command.target",
        _with(PLAIN, settings={"commands": [{"phrases": ["menu"], "action": "goto"}]}),
        _with(
            PLAIN,
            settings={"commands": [{"phrases": ["menu"], "action": "goto", "target": "hello"}]},
        ),
        at="/settings/commands/0/target",
        says=["menu"],
    ),
    Case("subflow.recursion", calls("story"), PLAIN, "itself", flows={}),
    Case(
        "subflow.recursion",
        calls("other"),
        calls("plain"),
        "mutual",
        flows={"other": CALLS_BACK, "plain": CALLED},
        says=["'story' → 'other' → 'story'"],
    ),
    Case("subflow.too_deep", calls("f0"), calls("f20"), flows=DEEP),
    Case(
        "subflow.variable",
        calls("other", inputs={"cpff": "1"}),
        calls("other", inputs={"cpf": "1"}),
        "input",
        flows={"other": CALLED},
        at="/nodes/1/inputs/cpff",
    ),
    Case(
        "subflow.variable",
        calls("other", outputs=[{"variable": "mine", "result": "gone"}]),
        calls("other", outputs=[{"variable": "mine", "result": "cpf"}]),
        "output",
        flows={"other": CALLED},
    ),
]
