"""Every kind of step: how it passes, and the sentence when it does not."""

import pytest

from flow_runtime.scripts import Conversation, ScriptDocument, run_all, run_script
from tests.flow_runtime.building import end, menu, message, node, program
from tests.flow_runtime.scripts.stories import conversation, ran, sentences, service

ANA = "contact: {name: Ana}"


# -- what passes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "steps",
    [
        "- expect: Olá, Ana!",
        "- expect: [Olá, ajudar]",
        "- expect: 'topic?'",
        "- expect: Olá\n- expect: ajudar\n- expect: topic?\n- expect_nothing: true",
        "- expect: Olá\n- expect_nothing: false",
        "- expect_pattern: '^Olá, \\w+!$'",
        "- expect_choices: [Fatura, Entrega, Pessoa, Arquivo]",
        "- expect: topic?\n- expect_choices: [Fatura, Entrega, Pessoa, Arquivo]",
        "- expect_node: topic",
        "- press: Fatura\n- expect: cpf?",
        "- say: a fatura\n- expect: cpf?",
        "- say: fatura\n- say: 529.982.247-25\n- expect_variable: {cpf: '52998224725'}",
        "- say: fatura\n- say: 52998224725\n- expect: R$ 10,00\n- expect_end: resolved",
        "- press: Arquivo\n- file: {name: conta.pdf, type: application/pdf}\n"
        "- expect_variable: {bill.name: conta.pdf, bill.media_type: application/pdf}",
        "- press: Entrega\n- expect_nothing: true\n- event: {order_shipped: {code: BR123}}\n"
        "- expect: 'Seu pedido saiu: BR123'",
        "- press: Entrega\n- event: {other: {}}\n- expect_nothing: true\n- expect_node: parcel",
        "- press: Pessoa\n- ticket: assigned\n- say: oi\n- ticket: resolved\n- expect: Até logo!",
        "- press: Pessoa\n- ticket: no_agent\n- expect_end: abandoned",
        "- wait: 9min 59s\n- expect_nothing: true\n- wait: 1s\n- expect_end: abandoned",
        "- at: 2026-03-10T10:10:00-03:00\n- expect: falta de resposta",
        "- expect_variable: {contact.name: Ana, conversation.language: pt-BR, nada: null}",
    ],
)
def test_a_step_that_holds_passes(steps: str):
    assert sentences(ran(service(), steps, ANA)) == []


MOCKED = "- press: Fatura\n{mock}\n- say: 52998224725\n- expect: {text}\n- expect_end: resolved"


@pytest.mark.parametrize(
    ("mock", "text"),
    [
        ("- mock: {find: {status: 200, body: {total: '99.90'}}}", "R$ 99,90"),
        ("- mock: {find: {status: 500}}", "não respondeu"),
        ("- mock: {find: {failure: timeout}}", "não respondeu"),
        ("- mock: {find: [{failure: timeout}, {status: 200}]}", "não respondeu"),
    ],
)
def test_a_mock_answers_in_the_place_of_a_server(mock: str, text: str):
    assert sentences(ran(service(), MOCKED.format(mock=mock, text=text))) == []


def test_mocks_before_every_step_are_there_when_the_conversation_begins():
    built = program(
        [
            node("find", "api", url="https://erp.example.com/a"),
            message("down", "Fora do ar."),
            end(text="No ar."),
        ],
        ["find.success>end", "find.http_error>down", "find.failed>down", "down.next>end"],
    )
    assert ran(built, "- mock: {find: {status: 503}}\n- expect: Fora do ar.").passed
    assert ran(built, "- mock: {find: {status: 200}}\n- expect: No ar.").passed


def test_a_conversation_can_begin_between_two_mocks():
    built = program(
        [
            node("first", "api", url="https://erp.example.com/a"),
            menu("again", "Repetir"),
            message("down", "Fora do ar."),
            end(text="No ar."),
        ],
        [
            "first.success>end",
            "first.http_error>down",
            "down.next>again",
            "again.repetir>first",
        ],
    )
    steps = """
- mock: {first: {status: 503}}
- begin: true
- mock: {first: {status: 200}}
- expect: Fora do ar.
- press: Repetir
- expect: No ar.
"""
    assert sentences(ran(built, steps)) == []


def test_the_contact_book_can_be_told_at_the_head_and_in_a_step():
    built = program(
        [
            node("look", "contact", operation="find", find_by="cpf", find_value="1"),
            end(text="Olá, {{ contact.name }}"),
            end("unknown", "unresolved", "Quem é?"),
        ],
        ["look.found>end", "look.not_found>unknown"],
    )
    known = 'contact_book: [{cpf: "1", name: Ana}]'
    assert ran(built, "- expect: Olá, Ana", known).passed
    assert ran(built, f"- {known}\n- expect: Olá, Ana").passed
    assert ran(built, "- contact_book: []\n- expect: Quem é?", known).passed


def test_a_notice_that_is_not_delivered_can_be_told():
    built = program(
        [
            node("mail", "notify", kind="email", to="a@example.com", text="Oi"),
            end(text="Avisado."),
            end("lost", "unresolved", "Sem aviso."),
        ],
        ["mail.sent>end", "mail.failed>lost"],
    )
    assert ran(built, "- expect: Avisado.").passed
    assert ran(built, "- mock: {mail: {failure: bounced}}\n- expect: Sem aviso.").passed


def test_the_head_says_how_the_conversation_begins():
    built = program(
        [
            message("hello", "{{ last_message }}/{{ conversation.payload }}/{{ channel.name }}"),
            end(text="{{ plan }} {{ now }} {{ conversation.language }}"),
        ],
        ["hello.next>end"],
        variables=["plan"],
        languages=["pt-BR", "en"],
    )
    head = """
at: 2026-12-25T23:30:00-03:00
language: en
channel: {name: loja}
text: oi
payload: qr-7
variables: {plan: ouro}
"""
    steps = "- expect: [oi/qr-7/loja, 'ouro 2026-12-25T23:30:00-03:00 en']"
    assert sentences(ran(built, steps, head)) == []


def test_chance_falls_as_the_seed_says():
    built = program(
        [
            node(
                "draw",
                "split",
                sticky=False,
                branches=[{"id": x, "name": x, "weight": 1} for x in "ab"],
            ),
            end("a", text="Lado A"),
            end("b", text="Lado B"),
        ],
        ["draw.a>a", "draw.b>b"],
    )
    said = {ran(built, "- expect: Lado", f"seed: {seed}").transcript[0].text for seed in range(20)}
    assert said == {"Lado A", "Lado B"}


# -- what does not -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "pt", "en"),
    [
        (
            "- expect: Tchau",
            'Passo 1: esperava "Tchau", mas o fluxo disse '
            '"Olá, Ana!", "Como posso ajudar?", "topic?".',
            'Step 1: expected "Tchau", but the flow said '
            '"Olá, Ana!", "Como posso ajudar?", "topic?".',
        ),
        (
            "- expect: [topic, Olá]",
            'Passo 1: esperava "Olá", mas o fluxo não disse nada.',
            'Step 1: expected "Olá", but the flow said nothing.',
        ),
        (
            "- expect: topic\n- say: zzz qwrtp\n- expect: ajudar",
            'Passo 3: esperava "ajudar", mas o fluxo disse '
            '"Não entendi. Por favor, escolha uma das opções.".',
            'Step 3: expected "ajudar", but the flow said '
            '"Não entendi. Por favor, escolha uma das opções.".',
        ),
        (
            "- expect_pattern: ^Fim$",
            'Passo 1: esperava /^Fim$/, mas o fluxo disse "Olá, Ana!", "Como posso ajudar?", '
            '"topic?".',
            'Step 1: expected /^Fim$/, but the flow said "Olá, Ana!", "Como posso ajudar?", '
            '"topic?".',
        ),
        (
            "- expect: ajudar\n- expect_nothing: true",
            'Passo 2: esperava nada mais, mas o fluxo disse "topic?".',
            'Step 2: expected nothing more, but the flow said "topic?".',
        ),
        (
            "- press: Entrega\n- expect_nothing: false",
            "Passo 2: esperava algo mais, mas o fluxo não disse nada.",
            "Step 2: expected more, but the flow said nothing.",
        ),
        (
            "- expect_choices: [Fatura]",
            'Passo 1: esperava as opções "Fatura", mas apareceram '
            '"Fatura", "Entrega", "Pessoa", "Arquivo".',
            'Step 1: expected the choices "Fatura", but "Fatura", "Entrega", "Pessoa", "Arquivo"'
            " were shown.",
        ),
        (
            "- press: Entrega\n- expect_choices: [Fatura]",
            'Passo 2: esperava as opções "Fatura", mas não apareceu nenhuma.',
            'Step 2: expected the choices "Fatura", but none were shown.',
        ),
        (
            "- expect_choices: []",
            'Passo 1: não esperava opções, mas apareceram "Fatura", "Entrega", "Pessoa",'
            ' "Arquivo".',
            'Step 1: expected no choices, but "Fatura", "Entrega", "Pessoa", "Arquivo" were shown.',
        ),
        (
            "- expect_variable: {contact.name: Bia}",
            'Passo 1: esperava \'contact.name\' igual a "Bia", mas o valor é "Ana".',
            'Step 1: expected \'contact.name\' to be "Bia", but its value is "Ana".',
        ),
        (
            "- expect_node: cpf",
            "Passo 1: esperava que a conversa estivesse no bloco 'cpf', mas ela espera no bloco"
            " 'topic'.",
            "Step 1: expected the conversation to wait at the node 'cpf', but it waits at the node"
            " 'topic'.",
        ),
        (
            "- wait: 1h\n- expect_node: topic",
            "Passo 2: esperava que a conversa estivesse no bloco 'topic', mas ela terminou com"
            " 'abandoned'.",
            "Step 2: expected the conversation to wait at the node 'topic', but it ended with"
            " 'abandoned'.",
        ),
        (
            "- expect_end: resolved",
            "Passo 1: esperava que a conversa terminasse com 'resolved', mas ela espera no bloco"
            " 'topic'.",
            "Step 1: expected the conversation to end with 'resolved', but it waits at the node"
            " 'topic'.",
        ),
        (
            "- wait: 1h\n- expect_end: resolved",
            "Passo 2: esperava que a conversa terminasse com 'resolved', mas ela terminou com"
            " 'abandoned'.",
            "Step 2: expected the conversation to end with 'resolved', but it ended with"
            " 'abandoned'.",
        ),
        (
            "- press: Sair",
            'Passo 1: a opção "Sair" não aparece; as opções são: "Fatura", "Entrega", "Pessoa",'
            ' "Arquivo".',
            'Step 1: the choice "Sair" is not shown; the choices are: "Fatura", "Entrega",'
            ' "Pessoa", "Arquivo".',
        ),
        (
            "- ticket: resolved",
            "Passo 1: não há chamado aberto: a conversa não está em um transbordo.",
            "Step 1: there is no open ticket: the conversation is not at a handoff.",
        ),
        (
            "- at: 2026-03-10T09:00:00-03:00",
            "Passo 1: esse momento já passou: na conversa são 2026-03-10T10:00:00-03:00.",
            "Step 1: that moment is past: the conversation is at 2026-03-10T10:00:00-03:00.",
        ),
    ],
)
def test_a_step_that_does_not_hold_says_what_was_there(steps: str, pt: str, en: str):
    result = ran(service(), steps, ANA)
    assert not result.passed
    assert (sentences(result), sentences(result, "en")) == ([pt], [en])


def test_a_failed_expectation_does_not_stop_the_conversation_but_an_impossible_act_does():
    result = ran(service(), "- expect: X\n- expect: Y\n- press: Sair\n- expect: Z", ANA)
    assert [failure.step for failure in result.failures] == [1, 2, 3]


def test_true_is_not_the_number_one():
    built = program([end(text="oi")], [], variables=[{"name": "age", "type": "number"}])
    assert ran(built, "- expect_variable: {age: 1.0}", "variables: {age: 1}").passed
    assert not ran(built, "- expect_variable: {age: true}", "variables: {age: 1}").passed


def test_a_failure_names_the_node_where_the_conversation_stood():
    result = ran(service(), "- press: Fatura\n- expect: Tchau")
    assert result.failures[0].node_id == "cpf"


def test_choices_of_an_earlier_question_cannot_be_pressed_any_more():
    built = program(
        [
            node("first", "menu", text="A?", options=[{"id": "a", "label": "Sim"}]),
            node("second", "menu", text="B?", options=[{"id": "b", "label": "Claro"}]),
            end(),
        ],
        ["first.a>second", "second.b>end"],
    )
    result = ran(built, "- press: Sim\n- press: Sim")
    assert [failure.step for failure in result.failures] == [2]


# -- the transcript and the report -------------------------------------------------------------


def test_the_transcript_tells_who_said_what():
    result = ran(service(), "- press: Entrega\n- event: {order_shipped: {code: X1}}", ANA)
    told = [(line.author, line.text) for line in result.transcript]
    assert told[2:] == [
        ("flow", "topic?"),
        ("customer", "Entrega"),
        ("world", '{"event":{"order_shipped":{"code":"X1"}}}'),
        ("flow", "Seu pedido saiu: X1"),
        ("flow", "Até logo!"),
    ]
    assert result.transcript[2].choices == ("Fatura", "Entrega", "Pessoa", "Arquivo")


def test_a_conversation_without_steps_only_begins():
    result = run_script(service(), Conversation(name="Nada"))
    assert result.passed
    assert [line.node_id for line in result.transcript] == ["hello", "hello", "topic"]


def test_the_same_conversation_gives_the_same_result():
    assert ran(service(), "- press: Fatura", ANA) == ran(service(), "- press: Fatura", ANA)


def test_a_report_gathers_results_and_tells_its_progress():
    document = ScriptDocument(
        flow="story",
        conversations=(
            conversation("- press: Fatura"),
            conversation("- press: Sair"),
        ),
    )
    progress: list[tuple[int, int]] = []
    report = run_all(
        service(), document, on_progress=lambda done, total: progress.append((done, total))
    )
    assert progress == [(1, 2), (2, 2)]
    assert [result.passed for result in report.results] == [True, False]
    assert not report.passed
