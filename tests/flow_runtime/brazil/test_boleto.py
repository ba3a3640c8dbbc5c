"""A boleto line is read only when every check digit is right."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.brazil import BoletoLine, read_boleto_line

TODAY = date(2026, 3, 11)
BANK_LINE = "00190.50095 40144.816069 06809.350314 3 37370000000100"
WATER_BILL_MOD10 = "83640000001-1 33120138000-2 81288462711-6 08013618155-1"
TAX_MOD11 = "85890000460-9 52460179160-5 60759305086-5 83148300001-0"

digit_texts = st.text("0123456789", min_size=40, max_size=50)


def read(text: str, today: date = TODAY) -> BoletoLine:
    line = read_boleto_line(text, today)
    assert line is not None
    return line


def luhn(digits: str) -> str:
    """The check digit of modulo 10, by looking for the one that makes the sum come out."""

    def total(text: str) -> int:
        doubled = "".join(str(2 * int(digit)) for digit in text[-2::-2])
        return sum(map(int, doubled + text[-1::-2]))

    return next(digit for digit in "0123456789" if total(digits + digit) % 10 == 0)


def bank_line(*, head: str = "0019", factor: str = "1400", cents: str = "0000000100") -> str:
    """A bank's line for a free field of zeros, its general digit found by trying."""
    fields = f"{head}00000{luhn(head + '00000')}" + "0" * 22
    lines = (f"{fields}{digit}{factor}{cents}" for digit in range(1, 10))
    return next(line for line in lines if read_boleto_line(line, TODAY))


def mod11(digits: str) -> str:
    """The check digit of modulo 11 in collection lines."""
    weights = ("98765432" * 6)[-len(digits) :]
    total = sum(int(digit) * int(weight) for digit, weight in zip(digits, weights, strict=True))
    return {0: "0", 1: "0"}.get(total % 11, str(11 - total % 11))


def collection_line(
    *,
    head: str = "836",
    general_digit: str | None = None,
    check_digit: Callable[[str], str] = luhn,
) -> str:
    """A collection line over R$ 12.34 for a free field of ones."""
    rest = "00000001234" + "1" * 29
    barcode = head + (general_digit or check_digit(head + rest)) + rest
    blocks = (barcode[start : start + 11] for start in range(0, 44, 11))
    return "".join(block + check_digit(block) for block in blocks)


def test_a_bank_line_tells_bank_amount_and_barcode() -> None:
    line = read(BANK_LINE)
    assert line.kind == "bank"
    assert line.bank_code == "001"
    assert line.amount == Decimal("1.00")
    assert line.barcode == "00193373700000001000500940144816060680935031"


def test_a_due_date_factor_has_two_meanings_since_it_began_again() -> None:
    assert read(BANK_LINE).due_candidates == (date(2007, 12, 31), date(2032, 8, 21))


@pytest.mark.parametrize(
    ("today", "due_date"),
    [(date(2010, 1, 1), date(2007, 12, 31)), (date(2026, 3, 11), date(2032, 8, 21))],
)
def test_the_due_date_is_the_meaning_nearest_to_today(today: date, due_date: date) -> None:
    assert read(BANK_LINE, today).due_date == due_date


@pytest.mark.parametrize(
    ("factor", "today", "due_date"),
    [
        ("9999", date(2025, 2, 1), date(2025, 2, 21)),
        ("1000", date(2025, 2, 1), date(2025, 2, 22)),
        ("1001", date(2000, 7, 1), date(2000, 7, 4)),
        ("0000", TODAY, None),
        ("0999", TODAY, None),
    ],
)
def test_factors_around_the_restart(factor: str, today: date, due_date: date | None) -> None:
    assert read(bank_line(factor=factor), today).due_date == due_date


@given(st.integers(1, 9_999_999_999))
def test_an_amount_is_read_to_the_cent(cents: int) -> None:
    assert read(bank_line(cents=f"{cents:010d}")).amount == Decimal(cents) / 100


def test_an_open_amount_is_none_and_not_zero() -> None:
    assert read(bank_line(cents="0000000000")).amount is None


def test_an_amount_of_another_currency_is_not_told_as_reais() -> None:
    assert read(bank_line(head="0010")).amount is None


@pytest.mark.parametrize(
    ("text", "amount", "barcode"),
    [
        (WATER_BILL_MOD10, "133.12", "83640000001331201380008128846271108013618155"),
        (TAX_MOD11, "46052.46", "85890000460524601791606075930508683148300001"),
    ],
)
def test_a_collection_line_tells_its_amount(text: str, amount: str, barcode: str) -> None:
    line = read(text)
    assert (line.kind, line.amount, line.barcode) == ("collection", Decimal(amount), barcode)
    assert line.due_candidates == ()
    assert line.bank_code is None


@pytest.mark.parametrize(
    ("head", "check_digit", "amount"),
    [
        ("836", luhn, Decimal("12.34")),
        ("837", luhn, None),
        ("848", mod11, Decimal("12.34")),
        ("849", mod11, None),
    ],
)
def test_an_amount_in_another_unit_is_not_told_as_reais(
    head: str, check_digit: Callable[[str], str], amount: Decimal | None
) -> None:
    assert read(collection_line(head=head, check_digit=check_digit)).amount == amount


def test_the_general_digit_of_a_collection_line_counts() -> None:
    right = read(collection_line()).barcode[3]
    for digit in set("0123456789") - {right}:
        assert read_boleto_line(collection_line(general_digit=digit), TODAY) is None


@pytest.mark.parametrize("head", ["736", "835", "830"])
@pytest.mark.parametrize("check_digit", [luhn, mod11])
def test_a_collection_line_begins_with_8_and_a_known_kind_of_amount(
    head: str, check_digit: Callable[[str], str]
) -> None:
    assert read_boleto_line(collection_line(head=head, check_digit=check_digit), TODAY) is None


@pytest.mark.parametrize("text", [BANK_LINE, WATER_BILL_MOD10, TAX_MOD11])
def test_dots_spaces_and_hyphens_do_not_matter(text: str) -> None:
    line = read(text)
    assert read(line.digits) == line
    assert read(f"\n {text}\u00a0") == line


@given(st.sampled_from([BANK_LINE, WATER_BILL_MOD10]), st.integers(0, 46), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(text: str, position: int, shift: int) -> None:
    digits = read(text).digits
    wrong = str((int(digits[position]) + shift) % 10)
    assert read_boleto_line(digits[:position] + wrong + digits[position + 1 :], TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "boleto",
        BANK_LINE[:-1],
        BANK_LINE + "0",
        BANK_LINE.replace("0019", "oo19"),
        BANK_LINE.replace("1", "¹"),
        "0" * 48,
        "81" + "0" * 46,
        "8" * 48,
        "1" * 100_000,
    ],
)
def test_what_is_no_boleto_line_is_refused(text: str) -> None:
    assert read_boleto_line(text, TODAY) is None


@given(digit_texts | st.text())
def test_whatever_is_read_keeps_the_digits_of_the_text(text: str) -> None:
    line = read_boleto_line(text, TODAY)
    assert line is None or (line.digits in text and len(line.barcode) == 44)
