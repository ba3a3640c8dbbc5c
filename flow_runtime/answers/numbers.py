"""The kinds number, integer, percent and rating: one number, and only one, in what was typed."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from flow_runtime import limits
from flow_runtime.answers.bounds import number_bound, refuse_number
from flow_runtime.answers.folding import fold, is_english, without_greeting, word_set
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.spoken import Quantity, Token, find_quantities, tokenize

DEFAULT_LOWEST_RATING: Final = 0
DEFAULT_HIGHEST_RATING: Final = 10
_LARGEST: Final = Decimal(10) ** limits.MAX_INTEGER_DIGITS

_ABOUT: Final = re.compile(r"\b(?:mais ou menos|more or less)\b")
_CALCULATION: Final = re.compile(
    r"[0-9]\s*[/:*^_=+\\<>÷×]|[<>≤≥±]\s*[0-9]|[0-9][^\W\d_]?[\u00b2\u00b3\u00b9\u2070-\u209c]|[0-9]-[0-9]|[0-9][^\W\d_]+[-+]?[0-9]"
)
_MINUS: Final = re.compile(r"(?:^|\s)-(?:r?\$ ?)?$|\$ ?-$|\b(?:menos|minus) (?:r?\$ ?)?$")
_CHANGES_THE_NUMBER: Final = word_set(
    "up halves thirds fifths partir nao nunca nem sem ou pelo kk kkk monte bocado pouquinho cima "
    "baixo entre menos mais quase acima abaixo ate minimo maximo poucos poucas pouco tantos "
    "tantas tanto dobro triplo metade terco tercos quarto quartos par pares vezes negativo "
    "negativos cada talvez meio meia virgula ponto mil k mi bi tri milhao milhoes bilhao "
    "bilhoes trilhao trilhoes milhar milhares duzia duzias dezena dezenas centena centenas "
    "m not no never or between minus more less over under above below almost least most "
    "half quarter third double twice times pair couple dozen dozens hundred hundreds "
    "thousand thousands million millions billion billions maybe point each negative per don "
    "dont than"
)
_PORTUGUESE_ONLY_UNITS: Final = frozenset({"no", "m", "per", "don", "or", "over"})
# "R$ 10" and "10%" answer another question; "10x", "12h" and "1º" are no amounts at all
_OTHER_KIND: Final = re.compile(
    r"%|\$|[€£]|\b(?:por ?cento|per ?cent|reais|centavos?|dolar|dolares|euros?|dollars?|bucks)\b"
)
_TIMES_OR_HOURS: Final = re.compile(r"[0-9] ?(?:x|h|hs|hrs)\b")
_ORDINAL: Final = re.compile(r"[0-9] ?[ºª]")
_AREA_UNIT: Final = re.compile(r"(?<=[0-9]) ?(m|km|cm)[2²]")
_PER_CENT: Final = re.compile(r"(?i)\b(?:por cento|porcento|per ?cent|pct)\b|%")
_HALF_PER_CENT: Final = re.compile(r"(?i)(?<!\be )\b(?:meio|half a) (?=por cento|per ?cent|%)")
_WHY: Final = re.compile(r"\b(?:pq|porque|por que|pois|pel[oa]s?|because)\b.*")
_HIGHEST: Final = re.compile(r"(?:nota|pontuacao) maxima|(?:top|highest|maximum) (?:score|rating)")
_CERTAINTY: Final = re.compile(r"\bsem (?:nenhuma )?duvidas?\b")
_STAR: Final = re.compile("[⭐★🌟]")
_STARS: Final = re.compile(r"(?:[⭐★🌟]\s*)+")
_OUT_OF: Final = re.compile(r"(?<![0-9.,])([0-9]{1,4})\s*(?:/|de|em|of|out of)\s*([0-9]{1,4})\b")


def understand_number(question: Question) -> Answer:
    """Understand one number; saved as a JSON integer when whole, else a JSON number."""
    if _OTHER_KIND.search(fold(question.text)):
        return Refused("not_a_number")
    value = read_one_number(question)
    if isinstance(value, Refused):
        return value
    return refuse_number(value, question) or understood(question, _json_number(value))


def understand_integer(question: Question) -> Answer:
    """Understand one whole number; saved as a JSON integer."""
    if question.text.isascii() and question.text.isdigit():  # as most people write it
        value = _small(Decimal(question.text))
    elif _OTHER_KIND.search(fold(question.text)) or _ORDINAL.search(question.raw):
        return Refused("not_a_number")
    else:
        value = read_one_number(question)
    if isinstance(value, Refused):
        return value
    if value != value.to_integral_value():
        return Refused("not_whole")
    return refuse_number(value, question) or understood(question, int(value))


def understand_percent(question: Question) -> Answer:
    """Understand "10%", "dez por cento", "10 percent"; saved as the number before the sign."""
    text = _PER_CENT.sub(" ", _HALF_PER_CENT.sub("0.5 ", question.text))
    return understand_number(replace(question, text=text))


def understand_rating(question: Question) -> Answer:
    """Understand a whole score; without bounds it goes from 0 to 10."""
    scored = replace(
        question,
        minimum=DEFAULT_LOWEST_RATING if question.minimum is None else question.minimum,
        maximum=DEFAULT_HIGHEST_RATING if question.maximum is None else question.maximum,
    )
    if question.text.isdecimal():
        return understand_integer(scored)
    if _STARS.fullmatch(question.text):
        return _understand_stars(scored)
    if _HIGHEST.fullmatch(fold(question.text).strip(" .!")):
        highest = int(number_bound(scored.maximum) or DEFAULT_HIGHEST_RATING)
        return understood(question, highest)
    answer = understand_integer(replace(scored, text=_bare_score(scored)))
    stars = len(_STAR.findall(question.text))
    if isinstance(answer, Refused) or stars in {0, 1, answer.value}:
        return answer
    return Refused("ambiguous")


def _understand_stars(question: Question) -> Answer:
    """Stars count as a score only where five is the highest."""
    if number_bound(question.maximum) != 5:
        return Refused("ambiguous")
    stars = len(_STAR.findall(question.text))
    return refuse_number(Decimal(stars), question) or understood(question, stars)


def _bare_score(question: Question) -> str:
    """Cut off what explains a score: its scale, its reason, that one is sure of it."""
    scored = replace(question, text=_WHY.sub("", fold(question.text)))
    return _CERTAINTY.sub("", _without_scale(scored))


def _without_scale(question: Question) -> str:
    """Cut the scale off "8/10" and "8 de 10" when it is the question's own."""
    found = _OUT_OF.search(fold(question.text))
    if found is None or Decimal(found[2]) != number_bound(question.maximum):
        return question.text
    folded = fold(question.text)
    return folded[: found.end(1)] + folded[found.end() :]


def read_one_number(question: Question) -> Decimal | Refused:
    """Return the only number of the text, or why there is none to be sure of."""
    if question.text.isascii() and question.text.isdigit():
        return _small(Decimal(question.text))
    folded = without_greeting(_ABOUT.sub(" ", fold(question.text)))
    folded = _AREA_UNIT.sub(r" \1", folded)
    if _TIMES_OR_HOURS.search(folded):
        return Refused("not_a_number")
    tokens, quantities = tokenize(folded), []
    if _CALCULATION.search(folded):
        return Refused("ambiguous" if any(c.isdigit() for c in folded) else "not_a_number")
    quantities = find_quantities(tokens, english=is_english(question.language))
    one = one_of(quantities)
    if isinstance(one, Refused):
        return one
    return _signed(one, tokens, folded, _beside(tokens, quantities), question)


def one_of(quantities: list[Quantity]) -> Quantity | Refused:
    """Return the only quantity; "50 (cinquenta)" counts as one."""
    if not quantities:
        return Refused("not_a_number")
    if any(quantity.value is None for quantity in quantities):
        return Refused("ambiguous")
    is_same = len({quantity.value for quantity in quantities}) == 1
    is_said_in_both = len({quantity.is_spelled for quantity in quantities}) == len(quantities)
    return quantities[0] if is_same and is_said_in_both else Refused("ambiguous")


def _beside(tokens: list[Token], quantities: list[Quantity]) -> str:
    """Return the words around the numbers."""
    taken = {place for quantity in quantities for place in range(quantity.first, quantity.after)}
    return " ".join(token.text for place, token in enumerate(tokens) if place not in taken)


def _signed(
    quantity: Quantity, tokens: list[Token], folded: str, beside: str, question: Question
) -> Decimal | Refused:
    """Give the quantity its sign, unless a word beside it changes its meaning ("menos de 5")."""
    before = folded[: tokens[quantity.first].start]
    minus = _MINUS.search(before)
    is_loose = minus is None and before.rstrip().endswith("-")
    said = beside.replace("menos", "", 1).replace("minus", "", 1) if minus else beside
    if quantity.value is None or is_loose or changes_a_number(said, question):
        return Refused("ambiguous")
    return _small(-quantity.value if minus else quantity.value)


def _small(value: Decimal) -> Decimal | Refused:
    return Refused("too_many_digits") if abs(value) >= _LARGEST else value


def changes_a_number(folded: str, question: Question) -> bool:
    """Tell whether a word says that the number meant is not the number written."""
    found = {token.text for token in tokenize(folded)} & _CHANGES_THE_NUMBER
    if is_english(question.language):
        return bool(found)
    return bool(found - _PORTUGUESE_ONLY_UNITS)


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
