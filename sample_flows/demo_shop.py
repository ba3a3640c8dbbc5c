"""The demo ERP's shop: products, freight by CEP, prices, payments and orders; all invented.

Prices are worked out here and nowhere else, so no conversation can talk the shop into another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from flow_runtime.brazil import state_of_cep
from sample_flows.demo_payment_codes import pix_code
from sample_flows.demo_pdf import text_pdf

SHOP: Final = "Loja Exemplo"
_MERCHANT: Final = "LOJA EXEMPLO LTDA"
_COUPONS_PERCENT: Final[Mapping[str, int]] = {"BEMVINDO10": 10}
_NOT_SERVED: Final = frozenset({"AC", "AM", "AP", "RR"})
_NEAR: Final = frozenset({"SP", "RJ", "MG", "ES", "PR", "SC", "RS"})

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Product:
    """Something the shop sells; `price` is in reais."""

    sku: str
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """A paid order; `missing` names what the warehouse has run out of, if anything."""

    number: str
    call_name: str
    email: str
    items: str
    total: Decimal
    missing: str = ""


PRODUCTS: Final = (
    Product("CAM-01", "Câmera interna", Decimal("189.90")),
    Product("ROT-06", "Roteador Wi-Fi 6", Decimal("349.90")),
    Product("REP-02", "Repetidor de sinal", Decimal("159.90")),
)
ORDERS: Final = (
    Order("5001", "Maria", "maria@cliente.example", "1 × Roteador Wi-Fi 6", Decimal("369.80")),
    Order(
        "5002",
        "João",
        "joao@cliente.example",
        "2 × Câmera interna",
        Decimal("399.70"),
        missing="Câmera interna",
    ),
)


class CartItem(BaseModel):
    """A product in the cart and how many of it."""

    sku: str
    quantity: Annotated[int, Field(ge=1, le=10)]


class Cart(BaseModel):
    """What the customer wants, where it goes (`freight_id`) and a coupon, if any."""

    items: Annotated[list[CartItem], Field(min_length=1, max_length=20)]
    cep: str
    freight_id: str
    coupon: str | None = None


@router.get("/products")
def products() -> dict[str, list[dict[str, str]]]:
    """Return what can be bought, with its price."""
    shown = [{"sku": p.sku, "name": p.name, "price": f"{p.price:.2f}"} for p in PRODUCTS]
    return {"products": shown}


@router.get("/freight")
def freight(cep: str) -> dict[str, list[dict[str, str | int]]]:
    """Return the ways of delivery to a CEP, the cheapest first."""
    economy, express = _freight_prices(cep)
    return {
        "options": [
            {"id": "economy", "price": f"{economy:.2f}", "days": 7},
            {"id": "express", "price": f"{express:.2f}", "days": 2},
        ]
    }


def _freight_prices(cep: str) -> tuple[Decimal, Decimal]:
    state = state_of_cep(cep)
    if state is None or state in _NOT_SERVED:
        raise HTTPException(404, "ainda não entregamos neste CEP")
    if state in _NEAR:
        return Decimal("19.90"), Decimal("34.90")
    return Decimal("29.90"), Decimal("54.90")


@router.post("/quotes")
def quote(cart: Cart) -> dict[str, str]:
    """Return the prices of a cart; a coupon that is unknown is refused."""
    return {name: f"{amount:.2f}" for name, amount in _amounts(cart).items()}


def _amounts(cart: Cart) -> dict[str, Decimal]:
    prices = {product.sku: product.price for product in PRODUCTS}
    if any(item.sku not in prices for item in cart.items):
        raise HTTPException(404, "produto não encontrado")
    items = sum((prices[item.sku] * item.quantity for item in cart.items), Decimal(0))
    economy, express = _freight_prices(cart.cep)
    delivery = express if cart.freight_id == "express" else economy
    discount = (items * _discount_percent(cart.coupon) / 100).quantize(Decimal("0.01"))
    return {
        "items": items,
        "freight": delivery,
        "discount": discount,
        "total": items + delivery - discount,
    }


def _discount_percent(coupon: str | None) -> int:
    if not coupon:
        return 0
    if coupon.upper() not in _COUPONS_PERCENT:
        raise HTTPException(422, "cupom não encontrado")
    return _COUPONS_PERCENT[coupon.upper()]


@router.post("/payments", status_code=201)
def open_payment(cart: Cart) -> dict[str, str]:
    """Return an order that waits for its payment, with the Pix code and a page for cards."""
    total = _amounts(cart)["total"]
    number = str(6_000 + int(total * 100) % 1_000)
    code = pix_code(total, merchant=_MERCHANT, transaction_id=f"PEDIDO{number}")
    return {
        "order": number,
        "total": f"{total:.2f}",
        "pix": code,
        "url": f"https://loja.example/pagar/{number}",
    }


def _order(number: str) -> Order:
    found = next((order for order in ORDERS if order.number == number), None)
    if found is None:
        raise HTTPException(404, "pedido não encontrado")
    return found


@router.get("/orders/{number}")
def order(number: str) -> dict[str, str]:
    """Return an order."""
    found = _order(number)
    return {
        "number": found.number,
        "call_name": found.call_name,
        "email": found.email,
        "items": found.items,
        "total": f"{found.total:.2f}",
    }


@router.post("/orders/{number}/invoice", status_code=201)
def issue_invoice(number: str, request: Request) -> dict[str, str]:
    """Issue the invoice of an order and return where its PDF is."""
    found = _order(number)
    base_url = str(request.base_url).rstrip("/")
    return {"number": f"NF-{found.number}", "pdf_url": f"{base_url}/invoices/{found.number}.pdf"}


@router.get("/invoices/{number}.pdf")
def invoice_pdf(number: str) -> Response:
    """Return an order's invoice as a PDF."""
    found = _order(number)
    lines = [
        f"{SHOP} - ERP de demonstração",
        "DOCUMENTO DE EXEMPLO, SEM VALOR FISCAL.",
        "",
        f"Pedido {found.number}: {found.items}",
        f"Total: R$ {found.total:.2f}".replace(".", ","),
    ]
    return Response(text_pdf(lines), media_type="application/pdf")


@router.get("/orders/{number}/stock")
def stock(number: str) -> dict[str, str | bool]:
    """Say whether the warehouse has everything of an order, and what is missing otherwise."""
    found = _order(number)
    return {"available": not found.missing, "missing": found.missing}


@router.post("/orders/{number}/reservation", status_code=201)
def reserve(number: str) -> dict[str, str]:
    """Take an order's products out of the stock and of the site."""
    return {"reserved": _order(number).number}


@router.post("/orders/{number}/cancellation", status_code=201)
def cancel(number: str) -> dict[str, str | int]:
    """Cancel an order and return what is paid back, and in how many working days at most."""
    found = _order(number)
    return {"refund": f"{found.total:.2f}", "days": 5}
