"""The demo ERP's answers, and sample flows that talk to it instead of to their examples."""

from datetime import date
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from flow_runtime.brazil import read_boleto_line, read_pix_code
from flow_runtime.expressions import parse_query
from flow_runtime.library import Library
from flow_runtime.nodes.api import ApiNode
from sample_flows.demo_customers import CUSTOMERS, Customer
from sample_flows.demo_payment_codes import boleto_line
from tests.sample_flows.talking import BASE_URL, TUESDAY, Talk

# -- what the ERP answers ----------------------------------------------------------------------


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.call_name)
def test_invoices_can_be_paid_by_boleto_and_by_pix(erp: TestClient, customer: Customer) -> None:
    invoices = erp.get(f"/customers/{customer.id}/invoices").json()["invoices"]
    assert len(invoices) == len(customer.bills)
    for invoice in invoices:
        line = read_boleto_line(invoice["line"], TUESDAY.date())
        pix = read_pix_code(invoice["pix"])
        assert line is not None
        assert pix is not None
        assert (line.amount, line.due_date) == (
            Decimal(invoice["amount"]),
            date.fromisoformat(invoice["due_date"]),
        )
        assert pix.amount == line.amount
        assert pix.merchant_name == "PROVEDOR EXEMPLO LTDA"


def test_pdf_of_an_invoice_is_found_by_its_link_only(erp: TestClient) -> None:
    invoice = erp.get("/customers/1001/invoices").json()["invoices"][0]
    pdf = erp.get(invoice["pdf_url"].removeprefix(BASE_URL))
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-1.4")
    assert pdf.content.endswith(b"%%EOF\n")
    assert invoice["line"].encode() in pdf.content
    assert erp.get("/boletos/70001.pdf").status_code == 404


def test_pdf_says_where_each_of_its_objects_begins(erp: TestClient) -> None:
    invoice = erp.get("/customers/1001/invoices").json()["invoices"][0]
    content = erp.get(invoice["pdf_url"].removeprefix(BASE_URL)).content
    table = content.partition(b"xref\n")[2].splitlines()[2:7]
    for number, row in enumerate(table, start=1):
        assert content[int(row[:10]) :].startswith(b"%d 0 obj" % number)


def test_nothing_is_told_about_a_customer_before_the_proof(erp: TestClient) -> None:
    assert erp.get("/customers/52998224725").json() == {"id": "1001", "proof_kind": "birth_date"}
    wrong = erp.post("/customers/1001/confirmation", json={"proof": "1988-05-15"})
    assert (wrong.status_code, "Maria" in wrong.text) == (403, False)
    right = erp.post("/customers/1001/confirmation", json={"proof": "1988-05-14"})
    assert right.json()["call_name"] == "Maria"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/customers/39053344705"),
        ("GET", "/customers/9999/invoices"),
        ("GET", "/customers/9999/contracts"),
        ("POST", "/contracts/0/cancellation"),
        ("GET", "/feedback/unknown"),
    ],
)
def test_what_nobody_knows_is_not_found(erp: TestClient, method: str, path: str) -> None:
    body = {"protocol": "20260310000000014"} if method == "POST" else None
    assert erp.request(method, path, json=body).status_code == 404


def test_same_request_has_always_the_same_answer(erp: TestClient) -> None:
    lead = {"name": "Ana", "email": "ana@cliente.example"}
    answers = {erp.post("/leads", json=lead).text for _ in range(2)}
    assert len(answers) == 1


def test_boletos_have_factors_since_february_2025() -> None:
    with pytest.raises(ValueError, match="22 February 2025"):
        boleto_line(Decimal("10.00"), date(2025, 2, 21), number=1)


# -- flows and the ERP -------------------------------------------------------------------------


def test_copy_of_a_boleto_comes_from_the_erp(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "segunda-via-boleto", erp)
    asked = talk.say("529.982.247-25", "14/05/1988")
    assert asked == ["Maria, encontrei 2 faturas em aberto. Qual delas você quer receber?"]
    sent = talk.say("a segunda")
    line = next(text for text in sent if text.startswith("99990."))
    found = read_boleto_line(line, TUESDAY.date())
    assert found is not None
    assert found.amount == Decimal("59.90")
    assert erp.get(str(talk.links[0].url).removeprefix(BASE_URL)).status_code == 200


def test_customer_without_open_bills_learns_so(library: Library, erp: TestClient) -> None:
    said = Talk(library, "segunda-via-boleto", erp).say("111.444.777-35", "30/11/1975")
    assert said[0].startswith("Boa notícia, João: está tudo em dia!")


def test_company_confirms_by_its_contract(library: Library, erp: TestClient) -> None:
    said = Talk(library, "segunda-via-boleto", erp).say("12.ABC.345/01DE-35", "4821")
    assert said[0] == "Aqui está a fatura de R$ 349,90, com vencimento em 13/03/2026."


def test_unknown_customer_and_wrong_proof_are_told_kindly(
    library: Library, erp: TestClient
) -> None:
    talk = Talk(library, "segunda-via-boleto", erp)
    assert talk.say("390.533.447-05")[0].startswith("Não encontrei um cadastro com esse número.")
    assert talk.say("529.982.247-25", "01/01/1990")[0].startswith("Esse dado não confere")


def test_cancellation_is_done_in_the_erp(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "cancelamento-sac", erp)
    said = talk.say("cancelar", "529.982.247-25", "14/05/1988", "TV Essencial", "sim")
    assert "Comprovante de cancelamento C-20241002" in "\n".join(said)


def test_feedback_is_followed_up_with_the_erp_s_decision(library: Library, erp: TestClient) -> None:
    talk = Talk(library, "retorno-de-feedback", erp)
    talk.say("uma sugestão", "Queria pagar duas faturas de uma vez", "sim")
    feedback_id = str(talk.simulation.session.variables["feedback_id"])
    assert erp.get(f"/feedback/{feedback_id}").json()["result"] in ("fixed", "archived")


def test_example_of_the_boleto_flow_is_what_the_erp_answers(
    library: Library, erp: TestClient
) -> None:
    node = library.flows["segunda-via-boleto"].node("list_invoices")
    assert isinstance(node, ApiNode)
    assert erp.get("/customers/1001/invoices").json() == node.examples[0].body


def test_first_example_of_every_call_holds_what_the_flow_saves(library: Library) -> None:
    calls = [n for flow in library.flows.values() for n in flow.nodes if isinstance(n, ApiNode)]
    missing = [
        (node.id, saved.query)
        for node in calls
        for saved in node.save
        if parse_query(saved.query).search(node.examples[0].body) is None
    ]
    assert missing == []
