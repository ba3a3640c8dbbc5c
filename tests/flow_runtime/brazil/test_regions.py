"""States by postal code and area code, and the clocks people there live by."""

import re
from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import geocoder

from flow_runtime.brazil import (
    DDDS,
    UF,
    state_of_cep,
    state_of_ddd,
    timezone_of_ddd,
    timezone_of_state,
)


def landline(ddd: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(f"+55{ddd}33334444")


def mobile(ddd: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(f"+55{ddd}987654321")


def test_there_are_67_area_codes() -> None:
    assert len(DDDS) == 67


@pytest.mark.parametrize("number", range(100))
def test_an_area_code_is_known_exactly_when_mobile_phones_use_it(number: int) -> None:
    ddd = f"{number:02d}"
    assert (ddd in DDDS) == phonenumbers.is_valid_number(mobile(ddd))


@pytest.mark.parametrize("ddd", DDDS)
def test_the_state_of_an_area_code_agrees_with_the_telephone_directory(ddd: str) -> None:
    place = geocoder.description_for_number(landline(ddd), "pt")
    named_state = re.search(r" - ([A-Z]{2})$", place)
    assert named_state is None or named_state[1] == state_of_ddd(ddd)


def test_every_state_has_an_area_code() -> None:
    assert {state_of_ddd(ddd) for ddd in DDDS} == set(get_args(UF))


@pytest.mark.parametrize("ddd", ["", "1", "011", "20", "xx", "１１", "11 "])
def test_an_unknown_area_code_has_neither_state_nor_clock(ddd: str) -> None:
    assert state_of_ddd(ddd) is None
    assert timezone_of_ddd(ddd) is None


@pytest.mark.parametrize(
    ("ddd", "zone", "hours_from_utc"),
    [
        ("11", "America/Sao_Paulo", -3),
        ("91", "America/Belem", -3),
        ("81", "America/Recife", -3),
        ("92", "America/Manaus", -4),
        ("65", "America/Cuiaba", -4),
        ("68", "America/Rio_Branco", -5),
    ],
)
def test_the_clock_of_an_area_code(ddd: str, zone: str, hours_from_utc: int) -> None:
    assert timezone_of_ddd(ddd) == zone
    offset = datetime(2026, 1, 15, tzinfo=ZoneInfo(zone)).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours_from_utc * 3_600


@pytest.mark.parametrize("state", get_args(UF))
def test_every_state_has_a_clock_that_exists(state: UF) -> None:
    assert ZoneInfo(timezone_of_state(state)).key.startswith("America/")


@pytest.mark.parametrize(
    ("cep", "state"),
    [
        ("01001-000", "SP"),
        ("19999999", "SP"),
        (" 01.310-100 ", "SP"),
        ("20040-002", "RJ"),
        ("29010-000", "ES"),
        ("30130-010", "MG"),
        ("40020-000", "BA"),
        ("49010-000", "SE"),
        ("50030-230", "PE"),
        ("57020-000", "AL"),
        ("58010-000", "PB"),
        ("59025-000", "RN"),
        ("60030-000", "CE"),
        ("64000-000", "PI"),
        ("65010-000", "MA"),
        ("66010-000", "PA"),
        ("68899-999", "PA"),
        ("68900-000", "AP"),
        ("69005-000", "AM"),
        ("69301-000", "RR"),
        ("69400-000", "AM"),
        ("69900-000", "AC"),
        ("70040-010", "DF"),
        ("72799-999", "DF"),
        ("72800-000", "GO"),
        ("73015-000", "DF"),
        ("73700-000", "GO"),
        ("76801-000", "RO"),
        ("77001-000", "TO"),
        ("78005-000", "MT"),
        ("78900-000", "RO"),
        ("79002-000", "MS"),
        ("80010-000", "PR"),
        ("88010-000", "SC"),
        ("90010-000", "RS"),
        ("99999-999", "RS"),
    ],
)
def test_the_state_of_a_postal_code(cep: str, state: str) -> None:
    assert state_of_cep(cep) == state


@pytest.mark.parametrize(
    "cep", ["", "00000-000", "00999-999", "1001000", "010010000", "0-1001000", "x1001000", "²" * 8]
)
def test_what_is_no_postal_code_has_no_state(cep: str) -> None:
    assert state_of_cep(cep) is None


@given(st.integers(1_000_000, 99_999_999))
def test_every_postal_code_from_the_first_range_on_has_a_state(number: int) -> None:
    assert state_of_cep(f"{number:08d}") in get_args(UF)
