"""The kind money: "R$ 1.234,56", "1,5 mil", "dois mil reais e cinquenta centavos"."""

import re
from decimal import Decimal
from typing import Final

from flow_runtime.answers.bounds import refuse_number
from flow_runtime.answers.folding import fold, is_english, word_set
from flow_runtime.answers.numbers import changes_a_number, read_one_number
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.spoken import Quantity, Token, find_quantities, tokenize

_UNITS: Final = word_set(
    "real reais conto contos pila pilas pau paus mango mangos dollar dollars buck bucks"
)
_CENTS: Final = frozenset({"centavo", "centavos", "cent", "cents"})
_FOREIGN: Final = re.compile(r"[€£¥₿]|\b(?:euros?|libras?|pesos?|ienes?|pounds?|yen|bitcoins?)\b")
_PERCENT: Final = re.compile(r"%|\b(?:por ?cento|per ?cent)\b")
_DOLLARS: Final = re.compile(r"\bus? ?\$|\b(?:dolar|dolares|dollars?|usd)\b")


def understand_money(question: Question) -> Answer:
    """Understand one amount; saved as a text with two decimals, "1234.56", without a currency."""
    folded = fold(question.text)
    if _is_foreign(folded, question):
        return Refused("other_currency")
    if _PERCENT.search(folded):
        return Refused("not_a_number")
    amount = _read_amount(folded, question)
    if isinstance(amount, Refused):
        return amount
    if _decimals(amount) > 2:
        return Refused("too_many_decimals")
    return refuse_number(amount, question) or understood(question, f"{amount + 0:.2f}")


def _decimals(amount: Decimal) -> int:
    """Count the decimals as written: "1,000" has three and may be a thousand."""
    return -int(amount.as_tuple().exponent)


def _is_foreign(folded: str, question: Question) -> bool:
    is_dollar = _DOLLARS.search(folded) is not None and not is_english(question.language)
    return is_dollar or _FOREIGN.search(folded) is not None


def _read_amount(folded: str, question: Question) -> Decimal | Refused:
    tokens = tokenize(folded)
    quantities = find_quantities(tokens, english=is_english(question.language))
    if len(quantities) == 2 and _is_amount_with_cents(quantities, tokens):
        return _with_cents(quantities, tokens, question)
    if len(quantities) > 1 and any(_word_after(each, tokens) in _CENTS for each in quantities):
        return Refused("ambiguous")
    amount = read_one_number(question)
    if isinstance(amount, Refused) or _word_after(quantities[0], tokens) not in _CENTS:
        return amount
    # "mil e cinquenta centavos" is 1000.50 for one person and 10.50 for another
    return amount / 100 if abs(amount) < 100 else Refused("ambiguous")


def _is_amount_with_cents(quantities: list[Quantity], tokens: list[Token]) -> bool:
    """Is it "10 reais e 50", with or without "centavos"?"""
    whole, cents = quantities
    between = [token.text for token in tokens[whole.after : cents.first]]
    is_named = bool(between) and between[0] in _UNITS and set(between[1:]) <= {"e", "and", ","}
    ends = cents.after == len(tokens) or _word_after(cents, tokens) in _CENTS
    return is_named and ends


def _with_cents(
    quantities: list[Quantity], tokens: list[Token], question: Question
) -> Decimal | Refused:
    whole, cents = (quantity.value for quantity in quantities)
    before = " ".join(token.text for token in tokens[: quantities[0].first])
    after = " ".join(token.text for token in tokens[quantities[1].after :])
    if whole is None or cents is None or changes_a_number(f"{before} {after}", question):
        return Refused("ambiguous")
    if (
        "-" in before
        or cents.as_tuple().exponent != 0
        or not 0 <= cents < 100
        or whole != int(whole)
    ):
        return Refused("ambiguous")
    return whole + cents / 100 if whole < 10**15 else Refused("too_many_digits")


def _word_after(quantity: Quantity, tokens: list[Token]) -> str:
    return tokens[quantity.after].text if quantity.after < len(tokens) else ""
