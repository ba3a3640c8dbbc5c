"""Flows and scripts for the tests of conversation tests."""

from flow_runtime.program import Program
from flow_runtime.scripts import Conversation, ScriptResult, load_script, run_script
from tests.flow_runtime.building import end, menu, message, node, program, question


def conversation(steps: str, head: str = "") -> Conversation:
    """Read one conversation; `steps` and `head` hold YAML lines of their own."""
    indented = "".join(f"      {line}\n" for line in steps.strip().splitlines())
    fields = "".join(f"    {line}\n" for line in head.strip().splitlines())
    text = f"flow: story\nconversations:\n  - name: Uma conversa\n{fields}    steps:\n{indented}"
    return load_script(text).conversations[0]


def ran(built: Program, steps: str, head: str = "") -> ScriptResult:
    return run_script(built, conversation(steps, head))


def sentences(result: ScriptResult, language: str = "pt-BR") -> list[str]:
    return [failure.sentence(language) for failure in result.failures]


def service() -> Program:
    """A flow with one of everything that a step can speak to."""
    return program(
        [
            message("hello", "Olá,   {{ contact.name }}!", "Como posso ajudar?"),
            menu("topic", "Fatura", "Entrega", "Pessoa", "Arquivo", timeout_s=600),
            question("cpf", "cpf", max_invalid=3),
            node(
                "find",
                "api",
                connection="erp",
                url="/faturas/{{ cpf }}",
                save=[{"query": "total", "variable": "total"}],
                examples=[{"name": "ok", "body": {"total": "10.00"}}],
            ),
            message("invoice", "Sua fatura é {{ total | money }}."),
            message("trouble", "O sistema não respondeu."),
            node("parcel", "wait", until="event", event="order_shipped", save_as="shipment"),
            message("shipped", "Seu pedido saiu: {{ shipment.code }}"),
            node("person", "handoff", queue="suporte", text="Já vem alguém."),
            question("bill", "file"),
            end(text="Até logo!"),
            end("gone", "abandoned", "Encerramos por falta de resposta."),
        ],
        [
            "hello.next>topic",
            "topic.fatura>cpf",
            "topic.entrega>parcel",
            "topic.pessoa>person",
            "topic.arquivo>bill",
            "topic.timeout>gone",
            "cpf.answered>find",
            "find.success>invoice",
            "find.http_error>trouble",
            "find.failed>trouble",
            "invoice.next>end",
            "trouble.next>end",
            "parcel.received>shipped",
            "shipped.next>end",
            "bill.answered>end",
            "person.resolved>end",
            "person.no_agent>gone",
            "person.out_of_hours>gone",
            "person.timeout>gone",
            "person.customer_gave_up>gone",
        ],
        variables=["total", {"name": "shipment", "type": "object"}],
    )
