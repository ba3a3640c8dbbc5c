"""The customers, contracts and invoices that the demo ERP knows; all of them are invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Final, Literal

from sample_flows.demo_payment_codes import boleto_line, pix_code

COMPANY: Final = "Provedor Exemplo Ltda."
_MERCHANT: Final = "PROVEDOR EXEMPLO LTDA"


@dataclass(frozen=True, slots=True)
class Contract:
    """A service that the customer pays for; `monthly_fee` is in reais."""

    number: str
    service: str
    monthly_fee: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """An open invoice; `due_in_days` counts from the day the ERP is asked, `amount` is in reais."""

    number: int
    amount: Decimal
    due_in_days: int

    @property
    def token(self) -> str:
        """What stands in the address of the PDF: nobody finds it by counting invoices."""
        return sha256(f"demo-erp:{self.number}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; `proof` is the answer that confirms who is asking: see `proof_kind`."""

    id: str
    document: str
    name: str
    call_name: str
    proof_kind: Literal["birth_date", "contract"]
    proof: str
    phone: str
    email: str
    contracts: tuple[Contract, ...]
    bills: tuple[Bill, ...] = ()


CUSTOMERS: Final = (
    Customer(
        id="1001",
        document="52998224725",
        name="Maria Aparecida da Silva",
        call_name="Maria",
        proof_kind="birth_date",
        proof="1988-05-14",
        phone="+5511987654321",
        email="maria@cliente.example",
        contracts=(
            Contract("20231001", "Internet Fibra 500", Decimal("119.90")),
            Contract("20241002", "TV Essencial", Decimal("59.90")),
        ),
        bills=(Bill(70001, Decimal("119.90"), 5), Bill(70002, Decimal("59.90"), 12)),
    ),
    Customer(
        id="1002",
        document="11144477735",
        name="João Pereira dos Santos",
        call_name="João",
        proof_kind="birth_date",
        proof="1975-11-30",
        phone="+5521976543210",
        email="joao@cliente.example",
        contracts=(Contract("20221101", "Internet Fibra 300", Decimal("99.90")),),
    ),
    Customer(
        id="2001",
        document="12ABC34501DE35",
        name="Padaria Pão Dourado Ltda.",
        call_name="Padaria Pão Dourado",
        proof_kind="contract",
        proof="4821",
        phone="+551133334444",
        email="financeiro@padaria.example",
        contracts=(Contract("20244821", "Internet Empresarial 1000", Decimal("349.90")),),
        bills=(Bill(71001, Decimal("349.90"), 3),),
    ),
)


def find_customer(document: str) -> Customer | None:
    """Return the customer with this CPF or CNPJ, written without its mask."""
    return next((c for c in CUSTOMERS if c.document == document.upper()), None)


def customer_by_id(customer_id: str) -> Customer | None:
    """Return the customer with this id."""
    return next((c for c in CUSTOMERS if c.id == customer_id), None)


def bill_by_token(token: str) -> tuple[Customer, Bill] | None:
    """Return an open invoice and whose it is."""
    return next(((c, b) for c in CUSTOMERS for b in c.bills if b.token == token), None)


def invoice(bill: Bill, *, today: date, base_url: str) -> dict[str, str]:
    """Return an invoice as the ERP answers it; `base_url` begins the address of its PDF."""
    due = today + timedelta(days=bill.due_in_days)
    return {
        "number": str(bill.number),
        "amount": f"{bill.amount:.2f}",
        "due_date": due.isoformat(),
        "beneficiary": COMPANY,
        "line": boleto_line(bill.amount, due, number=bill.number),
        "pix": pix_code(bill.amount, merchant=_MERCHANT, transaction_id=f"FATURA{bill.number}"),
        "pdf_url": f"{base_url.rstrip('/')}/boletos/{bill.token}.pdf",
    }


def invoice_lines(customer: Customer, invoice: dict[str, str]) -> list[str]:
    """Return what stands on the PDF of an invoice."""
    return [
        f"{COMPANY} - ERP de demonstração",
        "DOCUMENTO DE EXEMPLO: NÃO PAGUE.",
        "",
        f"Cliente: {customer.name}",
        f"Fatura: {invoice['number']}",
        f"Vencimento: {date.fromisoformat(invoice['due_date']):%d/%m/%Y}",
        f"Valor: R$ {invoice['amount'].replace('.', ',')}",
        f"Linha digitável: {invoice['line']}",
    ]
