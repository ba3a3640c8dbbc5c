"""A Pix code is read only when it is whole; the codes are signed here by another algorithm."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.brazil import PixCode, pix_crc_is_valid, read_pix_code

CENTRAL_BANK_EXAMPLE = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR"
    "5913Fulano de Tal6008BRASILIA62070503***63041D3D"
)
STATIC_ACCOUNT = {"00": "br.gov.bcb.pix", "01": "financeiro@exemplo.com.br"}


def fields_text(fields: dict[str, str]) -> str:
    return "".join(f"{key}{len(value):02d}{value}" for key, value in fields.items())


def crc_bit_by_bit(text: str) -> str:
    register = 0xFFFF
    for byte in text.encode():
        register ^= byte << 8
        for _ in range(8):
            register = register << 1 ^ (0x1021 if register & 0x8000 else 0)
            register &= 0xFFFF
    return f"{register:04X}"


def signed(text: str) -> str:
    return f"{text}6304{crc_bit_by_bit(text + '6304')}"


def pix_code(account: dict[str, str] = STATIC_ACCOUNT, **changes: str | None) -> str:
    """A valid code; `f54="10.00"` sets a field, `f58=None` leaves it out."""
    fields: dict[str, str | None] = {
        "00": "01",
        "26": fields_text(account),
        "52": "0000",
        "53": "986",
        "54": None,
        "58": "BR",
        "59": "Padaria São João",
        "60": "RECIFE",
    }
    fields |= {key.removeprefix("f"): value for key, value in changes.items()}
    return signed(fields_text({key: value for key, value in fields.items() if value is not None}))


UNSIGNED = pix_code()[: -len("6304FFFF")]


def read(code: str) -> PixCode:
    pix = read_pix_code(code)
    assert pix is not None
    return pix


def test_the_checksum_has_its_published_check_value() -> None:
    assert crc_bit_by_bit("123456789") == "29B1"


def test_the_central_bank_example_is_read() -> None:
    assert read(CENTRAL_BANK_EXAMPLE) == PixCode(
        key="123e4567-e12b-12d1-a456-426655440000",
        url=None,
        amount=None,
        merchant_name="Fulano de Tal",
        merchant_city="BRASILIA",
        transaction_id=None,
        description=None,
    )


def test_an_amount_a_transaction_and_a_description_are_read() -> None:
    account = STATIC_ACCOUNT | {"02": "Fatura de março"}
    pix = read(pix_code(account, f54="1234.56", f62=fields_text({"05": "FATURA42"})))
    assert pix.amount == Decimal("1234.56")
    assert pix.transaction_id == "FATURA42"
    assert pix.description == "Fatura de março"


def test_a_dynamic_code_has_an_address_instead_of_a_key() -> None:
    pix = read(pix_code({"00": "BR.GOV.BCB.PIX", "25": "pix.exemplo.com.br/qr/v2/1"}))
    assert (pix.key, pix.url) == (None, "pix.exemplo.com.br/qr/v2/1")


def test_the_pix_account_is_found_beside_another_arrangement() -> None:
    other = {"00": "com.exemplo.carteira", "01": "1"}
    code = pix_code(other, f27=fields_text(STATIC_ACCOUNT))
    assert read(code).key == "financeiro@exemplo.com.br"


def test_an_amount_of_zero_is_the_payers_choice() -> None:
    assert read(pix_code(f54="0.00")).amount is None


def test_blanks_around_a_pasted_code_and_a_lower_case_checksum_do_not_matter() -> None:
    code = pix_code()
    assert read(f"  {code}\n") == read(code)
    assert read(code[:-4] + code[-4:].lower()) == read(code)


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(CENTRAL_BANK_EXAMPLE) - 5))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    changed = CENTRAL_BANK_EXAMPLE[:position] + other + CENTRAL_BANK_EXAMPLE[position + 1 :]
    assert pix_crc_is_valid(changed) == (changed == CENTRAL_BANK_EXAMPLE)


@pytest.mark.parametrize(
    "code",
    [
        pix_code({"00": "br.gov.bcb.pix"}),
        pix_code(STATIC_ACCOUNT | {"25": "pix.exemplo.com.br/1"}),
        pix_code({"00": "com.exemplo", "01": "1"}),
        pix_code(f53="840"),
        pix_code(f58=None),
        pix_code(f62="05"),
        pix_code(f26="00"),
        pix_code(f54="1,00"),
        pix_code(f54="-1.00"),
        pix_code(f54="1e3"),
        signed(UNSIGNED + "5802BR"),
        signed(UNSIGNED + "01"),
        signed(UNSIGNED + "0199"),
        signed(UNSIGNED + "²²02xx"),
        signed(UNSIGNED + fields_text({f"{key}": "x" * 99 for key in range(80, 85)})),
        UNSIGNED + f"6399{'x' * 10}6304" + crc_bit_by_bit(UNSIGNED + f"6399{'x' * 10}6304"),
    ],
)
def test_a_code_that_is_signed_but_wrong_is_refused(code: str) -> None:
    assert pix_crc_is_valid(code)
    assert read_pix_code(code) is None


@pytest.mark.parametrize(
    "code", ["", "6304", "63041D3D" * 2, CENTRAL_BANK_EXAMPLE[:-1], CENTRAL_BANK_EXAMPLE + "0"]
)
def test_a_code_without_its_checksum_is_refused(code: str) -> None:
    assert not pix_crc_is_valid(code)
    assert read_pix_code(code) is None


@given(st.text())
def test_any_text_gets_an_answer_even_when_signed(text: str) -> None:
    code = signed(text.encode(errors="replace").decode())
    pix = read_pix_code(code)
    assert pix is None or bool(pix.key) != bool(pix.url)
