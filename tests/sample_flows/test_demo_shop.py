"""What the demo shop and the demo calendar of visits answer to the sample flows."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from flow_runtime.brazil import read_pix_code
from sample_flows.demo_erp import create_app

MONDAY = date(2026, 3, 9)
CART = {
    "items": [{"sku": "CAM-01", "quantity": 2}],
    "cep": "01310100",
    "freight_id": "economy",
    "coupon": None,
}


@pytest.fixture
def erp() -> TestClient:
    return TestClient(create_app(today=lambda: MONDAY), base_url="http://127.0.0.1:8701")


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
        "2026-03-11T09:00:00-03:00",
        "2026-03-10T09:00:00-03:00",
        409,
    )


@pytest.mark.parametrize(("customer_id", "status"), [("1001", 404), ("1002", 200)])
def test_only_one_customer_has_a_visit_booked(
    erp: TestClient, customer_id: str, status: int
) -> None:
    assert erp.get(f"/customers/{customer_id}/visit").status_code == status
