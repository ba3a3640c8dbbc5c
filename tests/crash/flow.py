"""A conversation with every kind of step that a crash could tear: calls, waits, notices, a number.

It says nothing random: two customers who write the same hear the same.
"""

from typing import Final

from flow_runtime.flow import Flow
from tests.flow_runtime.building import end, flow, menu, message, node, question

CHANNEL: Final = "site"
FLOW_ID: Final = "compra"
WAIT_S: Final = 1
IDLE_CLOSE_S: Final = 7 * 24 * 3600

ANSWERS: Final = ("{name}", "Retirada", "3", "sem cebola", "sim")
"""What a customer writes, in order; each knows their own name."""


def crash_flow() -> Flow:
    """Return the flow: five answers, two calls, a notice, a wait and a protocol number."""
    nodes = [
        message("greeting", "Olá!", "Vamos fazer o seu pedido."),
        question("customer"),
        _call("order", "/orders", body={"customer": "{{ customer }}"}),
        message("ordered", "Pedido {{ order }} de {{ customer }}."),
        menu("delivery", "Entrega", "Retirada", save_as="delivery"),
        node("pause", "wait", until="duration", duration_s=WAIT_S),
        question("quantity", "integer"),
        _call("price", "/prices", body={"customer": "{{ customer }}", "n": "{{ quantity }}"}),
        message("priced", "São {{ quantity }}, por {{ price }}.", "Já anotei."),
        question("remark"),
        node(
            "notice",
            "notify",
            kind="webhook",
            connection="erp",
            to="/notices",
            text="{{ customer }}: {{ remark }}",
        ),
        node("number", "protocol", text="Protocolo {{ conversation.protocol }}."),
        question("agreed", "yes_no"),
        end(text="Obrigado, {{ customer }}!"),
        end("apology", "unresolved", "O sistema não respondeu."),
    ]
    arrows = [
        "greeting.next>customer",
        "customer.answered>order",
        "order.success>ordered",
        "ordered.next>delivery",
        "delivery.entrega>pause",
        "delivery.retirada>pause",
        "pause.elapsed>quantity",
        "quantity.answered>price",
        "price.success>priced",
        "priced.next>remark",
        "remark.answered>notice",
        "notice.sent>number",
        "notice.failed>apology",
        "number.next>agreed",
        "agreed.answered>end",
        *(f"{call}.{way}>apology" for call in ("order", "price") for way in _BAD_WAYS),
    ]
    settings = {"idle": {"close_after_s": IDLE_CLOSE_S}}
    return flow(nodes, arrows, variables=["order", "price"], id=FLOW_ID, settings=settings)


_BAD_WAYS: Final = ("http_error", "failed")


def _call(name: str, url: str, *, body: dict[str, str]) -> dict[str, object]:
    saved = [{"query": "number", "variable": name}]
    return node(name, "api", connection="erp", method="POST", url=url, body=body, save=saved)
