"""What is particular to Brazil: states by postal and area code, and their clocks."""

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
    "state_of_cep",
    "state_of_ddd",
    "timezone_of_ddd",
    "timezone_of_state",
]
