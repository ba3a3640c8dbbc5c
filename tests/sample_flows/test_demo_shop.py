"""The demo shop and the demo calendar of visits, alone and behind their sample flows."""

import pytest
from starlette.testclient import TestClient

from flow_runtime.brazil import read_pix_code
from flow_runtime.library import Library
from tests.sample_flows.talking import Talk

CART = {
    "items": [{"sku": "CAM-01", "quantity": 2}],
    "cep": "01310100",
    "freight_id": "economy",
    "coupon": None,
}


@pytest.mark.parametrize(
    ("cep", "cheapest"), [("01310-100", "19.90"), ("80010000", "19.90"), ("60010000", "29.90")]
)
def test_freight_depends_on_the_state_of_the_cep(erp: TestClient, cep: str, cheapest: str) -> None:
    options = erp.get("/freight", params={"cep": cep}).json()["options"]
    assert [options[0]["price"], options[0]["days"]] == [cheapest, 7]


@pytest.mark.parametrize("cep", ["69005000", "00000000", "x"])
def test_where_the_shop_does_not_deliver_it_says_so(erp: TestClient, cep: str) -> None:
    assert erp.get("/freight", params={"cep": cep}).status_code == 404


@pytest.mark.parametrize(
    ("coupon", "total"), [(None, "399.70"), ("", "399.70"), ("bemvindo10", "361.72")]
)
def test_a_coupon_takes_its_share_off_the_products(
    erp: TestClient, coupon: str | None, total: str
) -> None:
    quote = erp.post("/quotes", json={**CART, "coupon": coupon}).json()
    assert quote["total"] == total


def test_an_unknown_coupon_is_refused(erp: TestClient) -> None:
    assert erp.post("/quotes", json={**CART, "coupon": "GRATIS"}).status_code == 422


def test_a_payment_brings_a_pix_code_of_its_total(erp: TestClient) -> None:
    payment = erp.post("/payments", json=CART).json()
    code = read_pix_code(payment["pix"])
    assert code is not None
    assert str(code.amount) == payment["total"] == "399.70"


@pytest.mark.parametrize(("number", "available"), [("5001", True), ("5002", False)])
def test_the_warehouse_says_what_it_has(erp: TestClient, number: str, available: bool) -> None:
    assert erp.get(f"/orders/{number}/stock").json()["available"] is available


def test_the_invoice_of_an_order_is_a_pdf(erp: TestClient) -> None:
    invoice = erp.post("/orders/5001/invoice").json()
    assert erp.get(invoice["pdf_url"]).content.startswith(b"%PDF")


def test_an_unknown_order_is_not_found(erp: TestClient) -> None:
    assert erp.get("/orders/1").status_code == 404


def test_a_free_time_can_be_booked_and_a_taken_one_cannot(erp: TestClient) -> None:
    free = erp.get("/slots").json()["slots"][0]["starts_at"]
    wanted = {"customer_id": "1001", "service": "instalação", "starts_at": free}
    booked = erp.post("/visits", json=wanted).json()
    taken = erp.post("/visits", json={**wanted, "starts_at": "2026-03-09T03:00:00-03:00"})
    assert (booked["starts_at"], booked["remind_at"], taken.status_code) == (
        "2026-03-12T09:00:00-03:00",
        "2026-03-11T09:00:00-03:00",
        409,
    )


@pytest.mark.parametrize(("customer_id", "status"), [("1001", 404), ("1002", 200)])
def test_only_one_customer_has_a_visit_booked(
    erp: TestClient, customer_id: str, status: int
) -> None:
    assert erp.get(f"/customers/{customer_id}/visit").status_code == status


# -- flows and the ERP -------------------------------------------------------------------------

TO_THE_COUPON = (
    "câmera",
    "2",
    "calcular a entrega",
    "01310-100",
    "a primeira",
    "comprar agora",
    "já sou cliente",
    "529.982.247-25",
    "14/05/1988",
    "Rua das Flores, 10",
    "tenho",
)


def test_a_known_customer_pays_what_the_shop_works_out(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "carrinho", erp)
    assert talk.say(*TO_THE_COUPON, "gratis")[0] == "Esse cupom não vale para esta compra."
    assert "Total: R$ 361,72" in talk.say("tenho", "bemvindo10")[0]
    code = read_pix_code(talk.say("ir para o pagamento")[1])
    assert code is not None
    assert str(code.amount) == "361.72"


def test_the_shop_does_not_deliver_to_manaus(library: Library, erp: TestClient) -> None:
    said = Talk(library, "carrinho", erp).say("1", "1", "calcular a entrega", "69005-000")
    assert said == ["Ainda não entregamos nesse CEP. O que prefere?"]


@pytest.mark.parametrize(
    ("number", "last"),
    [
        (
            "5001",
            "Pedido confirmado! Para saber como ele está, escreva “pedido” a qualquer momento.",
        ),
        ("5002", "Um produto do seu pedido acabou: Câmera interna. O que prefere?"),
    ],
)
def test_an_order_goes_as_far_as_the_stock(
    library: Library, erp: TestClient, number: str, last: str
) -> None:
    talk = Talk(library, "pedido", erp, order_id=number)
    assert talk.said[-1] == last
    assert erp.get(str(talk.links[0].url)).status_code == 200


def test_a_visit_is_booked_at_a_free_time(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "agendamento", erp)
    said = talk.say("529.982.247-25", "14/05/1988", "instalar", "a primeira")
    assert said[0].startswith("Visita marcada para quinta-feira, 12/03, às 9h.")


def test_a_visit_that_is_booked_already_can_be_moved(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "agendamento", erp)
    said = talk.say("111.444.777-35", "30/11/1975", "mudar o horário", "a primeira")
    assert said[0].startswith("Visita marcada para quinta-feira, 12/03, às 9h.")
