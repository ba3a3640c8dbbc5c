"""States of Brazil: which one a postal code (CEP) or area code (DDD) belongs to, and its clock."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

UF = Literal[
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE",
    "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
]  # fmt: skip

# Area codes by state. Source: Anatel, Plano Geral de Códigos Nacionais (Resolução 263/2001). 61
# also serves the municipalities of Goiás around the federal district.
_DDDS_OF_STATE: Final[Mapping[UF, tuple[int, ...]]] = {
    "AC": (68,),
    "AL": (82,),
    "AM": (92, 97),
    "AP": (96,),
    "BA": (71, 73, 74, 75, 77),
    "CE": (85, 88),
    "DF": (61,),
    "ES": (27, 28),
    "GO": (62, 64),
    "MA": (98, 99),
    "MG": (31, 32, 33, 34, 35, 37, 38),
    "MS": (67,),
    "MT": (65, 66),
    "PA": (91, 93, 94),
    "PB": (83,),
    "PE": (81, 87),
    "PI": (86, 89),
    "PR": (41, 42, 43, 44, 45, 46),
    "RJ": (21, 22, 24),
    "RN": (84,),
    "RO": (69,),
    "RR": (95,),
    "RS": (51, 53, 54, 55),
    "SC": (47, 48, 49),
    "SE": (79,),
    "SP": (11, 12, 13, 14, 15, 16, 17, 18, 19),
    "TO": (63,),
}

# First code (five leading digits) of each range, until the next one. Source: Correios, "Faixas de
# CEP" by state; the codes below the first range are not assigned.
_CEP_RANGES: Final[tuple[tuple[int, UF | None], ...]] = (
    (0, None),
    (1_000, "SP"),
    (20_000, "RJ"),
    (29_000, "ES"),
    (30_000, "MG"),
    (40_000, "BA"),
    (49_000, "SE"),
    (50_000, "PE"),
    (57_000, "AL"),
    (58_000, "PB"),
    (59_000, "RN"),
    (60_000, "CE"),
    (64_000, "PI"),
    (65_000, "MA"),
    (66_000, "PA"),
    (68_900, "AP"),
    (69_000, "AM"),
    (69_300, "RR"),
    (69_400, "AM"),
    (69_900, "AC"),
    (70_000, "DF"),
    (72_800, "GO"),
    (73_000, "DF"),
    (73_700, "GO"),
    (76_800, "RO"),
    (77_000, "TO"),
    (78_000, "MT"),
    (78_900, "RO"),
    (79_000, "MS"),
    (80_000, "PR"),
    (88_000, "SC"),
    (90_000, "RS"),
)
_WRITTEN_CEP: Final = re.compile(r"([0-9]{2})\.?([0-9]{3})-?[0-9]{3}")
_CEP_STARTS: Final = tuple(start for start, _ in _CEP_RANGES)

# The zone of each state's capital where it is not São Paulo's. Source: IANA time zone database,
# zone1970.tab. phonenumbers is not used: it places Belém (DDD 91) in Manaus and Recife (DDD 81) on
# Fernando de Noronha, each an hour off.
_ZONE_OF_STATE: Final[Mapping[UF, str]] = {
    "AC": "America/Rio_Branco",
    "AL": "America/Maceio",
    "AM": "America/Manaus",
    "AP": "America/Belem",
    "BA": "America/Bahia",
    "CE": "America/Fortaleza",
    "MA": "America/Fortaleza",
    "MS": "America/Campo_Grande",
    "MT": "America/Cuiaba",
    "PA": "America/Belem",
    "PB": "America/Fortaleza",
    "PE": "America/Recife",
    "PI": "America/Fortaleza",
    "RN": "America/Fortaleza",
    "RO": "America/Porto_Velho",
    "RR": "America/Boa_Vista",
    "SE": "America/Maceio",
    "TO": "America/Araguaina",
}

STATE_OF_DDD: Final[Mapping[str, UF]] = MappingProxyType(
    {str(ddd): state for state, ddds in _DDDS_OF_STATE.items() for ddd in ddds}
)
DDDS: Final = tuple(sorted(STATE_OF_DDD))


def state_of_ddd(ddd: str) -> UF | None:
    """The state of a two-digit area code, or None when no such code is in use."""
    return STATE_OF_DDD.get(ddd)


def timezone_of_ddd(ddd: str) -> str | None:
    """The IANA zone of the capital of the area code's state, or None for an unknown code."""
    state = state_of_ddd(ddd)
    return timezone_of_state(state) if state else None


def timezone_of_state(state: UF) -> str:
    """The IANA zone of a state's capital."""
    return _ZONE_OF_STATE.get(state, "America/Sao_Paulo")


def state_of_cep(cep: str) -> UF | None:
    """The state of a postal code of eight digits, with or without its marks; None when unknown."""
    written = _WRITTEN_CEP.fullmatch(cep.strip())
    if not written:
        return None
    leading_digits = int(written[1] + written[2])
    return _CEP_RANGES[bisect_right(_CEP_STARTS, leading_digits) - 1][1]
