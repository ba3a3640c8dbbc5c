"""What is particular to Brazil: protocols, boletos, Pix codes, states and their clocks."""

from flow_runtime.brazil.boleto import BoletoLine, read_boleto_line
from flow_runtime.brazil.pix import PixCode, pix_crc_is_valid, read_pix_code
from flow_runtime.brazil.protocol import is_protocol_number, protocol_number
from flow_runtime.brazil.regions import (
    DDDS,
    UF,
    state_of_cep,
    state_of_ddd,
    timezone_of_ddd,
    timezone_of_state,
)

__all__ = [
    "DDDS",
    "UF",
    "BoletoLine",
    "PixCode",
    "is_protocol_number",
    "pix_crc_is_valid",
    "protocol_number",
    "read_boleto_line",
    "read_pix_code",
    "state_of_cep",
    "state_of_ddd",
    "timezone_of_ddd",
    "timezone_of_state",
]
