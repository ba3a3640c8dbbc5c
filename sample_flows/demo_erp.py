"""Provedor Exemplo – ERP de demonstração: a sample, no product.

It answers the API nodes of the sample flows on this machine only, keeps nothing and always answers
the same: `python -m sample_flows.demo_erp --port 8701`. The customers are in demo_customers.py,
the shop in demo_shop.py and the technical visits in demo_visits.py.
"""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

import uvicorn
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from pydantic import BaseModel

from sample_flows import demo_customers, demo_shop, demo_visits
from sample_flows.demo_customers import Customer
from sample_flows.demo_pdf import text_pdf

TITLE: Final = "Provedor Exemplo – ERP de demonstração"
DEFAULT_PORT: Final = 8701

router = APIRouter()


class Proof(BaseModel):
    """What the customer says to confirm who they are: a birth date or digits of the contract."""

    proof: str


class Cancellation(BaseModel):
    """A contract to be cancelled and the protocol under which it was asked."""

    protocol: str


class Registration(BaseModel, extra="allow"):
    """Anything that the ERP writes down: a lead, a request to be called, a feedback."""


def _known_customer(found: Customer | None) -> Customer:
    if found is None:
        raise HTTPException(404, "cliente não encontrado")
    return found


def _today(request: Request) -> date:
    today: Callable[[], date] = request.app.state.today
    return today()


@router.get("/customers/{document}")
def find_customer(document: str) -> dict[str, str]:
    """Say whether a CPF or CNPJ is a customer's and what confirms it; never who it is."""
    customer = _known_customer(demo_customers.find_customer(document))
    return {"id": customer.id, "proof_kind": customer.proof_kind}


@router.post("/customers/{customer_id}/confirmation")
def confirm_customer(customer_id: str, sent: Proof) -> dict[str, str]:
    """Return the customer's data once the proof is right."""
    customer = _known_customer(demo_customers.customer_by_id(customer_id))
    if sent.proof != customer.proof:
        raise HTTPException(403, "dado de confirmação não confere")
    return {
        "name": customer.name,
        "call_name": customer.call_name,
        "phone": customer.phone,
        "email": customer.email,
    }


@router.get("/customers/{customer_id}/invoices")
def open_invoices(customer_id: str, request: Request) -> dict[str, list[dict[str, str]]]:
    """Return the open invoices with boleto line, Pix code and the address of the PDF."""
    customer = _known_customer(demo_customers.customer_by_id(customer_id))
    today, base_url = _today(request), str(request.base_url)
    bills = customer.bills
    return {"invoices": [demo_customers.invoice(b, today=today, base_url=base_url) for b in bills]}


@router.get("/boletos/{token}.pdf")
def boleto_pdf(token: str, request: Request) -> Response:
    """Return an invoice as a PDF."""
    found = demo_customers.bill_by_token(token)
    if found is None:
        raise HTTPException(404, "fatura não encontrada")
    customer, bill = found
    invoice = demo_customers.invoice(bill, today=_today(request), base_url=str(request.base_url))
    lines = demo_customers.invoice_lines(customer, invoice)
    headers = {"Content-Disposition": f'inline; filename="boleto-{bill.number}.pdf"'}
    return Response(text_pdf(lines), media_type="application/pdf", headers=headers)


@router.get("/customers/{customer_id}/contracts")
def active_contracts(customer_id: str) -> dict[str, list[dict[str, str]]]:
    """Return the contracts that can be cancelled."""
    customer = _known_customer(demo_customers.customer_by_id(customer_id))
    return {
        "contracts": [
            {"number": c.number, "service": c.service, "monthly_fee": f"{c.monthly_fee:.2f}"}
            for c in customer.contracts
        ]
    }


@router.post("/contracts/{number}/cancellation")
def cancel_contract(number: str, sent: Cancellation, request: Request) -> dict[str, str]:
    """Cancel a contract at once (Decreto 11.034/2022, art. 14) and return the receipt."""
    contracts = {c.number: c for customer in demo_customers.CUSTOMERS for c in customer.contracts}
    if number not in contracts:
        raise HTTPException(404, "contrato não encontrado")
    return {
        "receipt": f"C-{number}",
        "protocol": sent.protocol,
        "service": contracts[number].service,
        "effective_on": _today(request).isoformat(),
        "amount_due": f"{Decimal(0):.2f}",
    }


@router.post("/leads", status_code=201)
def register_lead(sent: Registration) -> dict[str, str]:
    """Write down somebody who wants to know more."""
    return _registered("L", sent)


@router.post("/callbacks", status_code=201)
def register_callback(sent: Registration) -> dict[str, str]:
    """Write down somebody who wants to be called."""
    return _registered("R", sent)


@router.post("/feedback", status_code=201)
def register_feedback(sent: Registration) -> dict[str, str]:
    """Write down what a customer thinks of a product."""
    return _registered("F", sent)


@router.get("/feedback/{feedback_id}")
def feedback_decision(feedback_id: str) -> dict[str, str]:
    """Return what the product team decided: even numbers were fixed, odd ones kept for later."""
    if not feedback_id[-1].isdecimal():
        raise HTTPException(404, "opinião não encontrada")
    return {"result": "archived" if int(feedback_id[-1]) % 2 else "fixed"}


def _registered(prefix: str, sent: Registration) -> dict[str, str]:
    number = sum(sent.model_dump_json().encode()) % 100_000
    return {"id": f"{prefix}-{number:05d}"}


def create_app(*, today: Callable[[], date] = date.today) -> FastAPI:
    """Return the demo ERP; due dates count from `today()`."""
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None)
    app.state.today = today
    for part in (router, demo_shop.router, demo_visits.router):
        app.include_router(part)
    return app


def main() -> None:
    """Serve the demo ERP on this machine."""
    parser = argparse.ArgumentParser(description=TITLE)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    arguments = parser.parse_args()
    uvicorn.run(create_app(), host="127.0.0.1", port=arguments.port, log_level="warning")


if __name__ == "__main__":
    main()
