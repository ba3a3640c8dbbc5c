"""The words that people use for numbers, in Portuguese and in English: tables only."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class NumberWords:
    """One language's words; every key is folded (see folding.fold).

    Attributes:
        units: Words below twenty.
        tens: Twenty to ninety; a unit below ten may follow.
        hundreds: Words that are hundreds by themselves ("duzentos").
        hundred: Words that multiply a unit by a hundred ("hundred").
        scales: Words that multiply what stands before by a thousand or more.
        bundles: Words that multiply by a dozen and the like and end the number.
        joiners: Words between the parts ("e", "and").
        points: Words for the decimal mark.
        halves: Words for a half.
    """

    units: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred: frozenset[str]
    scales: Mapping[str, int]
    bundles: Mapping[str, int]
    joiners: frozenset[str]
    points: frozenset[str]
    halves: frozenset[str]


def _numbered(text: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    """Number the words of a list; variants of one word are joined by "/"."""
    return {
        word: start + place * step
        for place, variants in enumerate(text.split())
        for word in variants.split("/")
    }


PORTUGUESE: Final = NumberWords(
    units=MappingProxyType(
        _numbered(
            "zero um/uma dois/duas tres/treis quatro cinco seis sete oito nove dez onze doze treze "
            "quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito "
            "dezenove/dezanove"
        )
    ),
    tens=MappingProxyType(
        _numbered(
            "vinte trinta quarenta cinquenta/cincoenta sessenta setenta oitenta noventa",
            start=20,
            step=10,
        )
    ),
    hundreds=MappingProxyType(
        _numbered(
            "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas "
            "quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas "
            "oitocentos/oitocentas novecentos/novecentas",
            start=100,
            step=100,
        )
    ),
    hundred=frozenset(),
    scales=MappingProxyType(
        {"mil": 10**3, "k": 10**3}
        | dict.fromkeys(("mi", "milhao", "milhoes"), 10**6)
        | dict.fromkeys(("bi", "bilhao", "bilhoes"), 10**9)
        | dict.fromkeys(("tri", "trilhao", "trilhoes"), 10**12)
    ),
    bundles=MappingProxyType(
        {"duzia": 12, "duzias": 12, "dezena": 10, "dezenas": 10, "centena": 100, "centenas": 100}
    ),
    joiners=frozenset({"e"}),
    points=frozenset({"virgula"}),
    halves=frozenset({"meio", "meia"}),
)

ENGLISH: Final = NumberWords(
    units=MappingProxyType(
        _numbered(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    ),
    tens=MappingProxyType(
        _numbered("twenty thirty forty/fourty fifty sixty seventy eighty ninety", start=20, step=10)
    ),
    hundreds=MappingProxyType({}),
    hundred=frozenset({"hundred"}),
    scales=MappingProxyType(
        {"thousand": 10**3, "k": 10**3, "grand": 10**3}
        | dict.fromkeys(("million", "millions"), 10**6)
        | dict.fromkeys(("billion", "bn"), 10**9)
        | {"trillion": 10**12}
    ),
    bundles=MappingProxyType({"dozen": 12}),
    joiners=frozenset({"and"}),
    points=frozenset({"point"}),
    halves=frozenset({"half"}),
)


def number_words(*, english: bool) -> NumberWords:
    """Return the words of English or of Portuguese."""
    return ENGLISH if english else PORTUGUESE
