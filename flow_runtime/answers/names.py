"""The kind name: a person's name, written the way people write it in Brazil."""

import re
from typing import Final

from flow_runtime.answers.bounds import refuse_length
from flow_runtime.answers.folding import fold, is_english, word_set
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.yes_no import read_yes_no

_MAX_NAME_CHARACTERS: Final = 120
_MAX_NAME_WORDS: Final = 12
_PARTICLES: Final = frozenset({"da", "de", "do", "das", "dos", "e"})
_ROMAN: Final = frozenset({"ii", "iii", "iv", "vi", "vii", "viii"})
_INTRODUCTION: Final = re.compile(
    r"(?i)^(?:(?:oi+|ol[aá]|bom dia|boa tarde|boa noite|hi|hello|hey|good (?:morning|afternoon|"
    r"evening))\b[\s,.!]*)*(?:(?:o )?(?:meu )?nome(?: completo)?\s*(?:[eé]|:|completo [eé])\s+|"
    r"(?:eu )?me chamo\s+|(?:eu )?sou (?:o |a )?|(?:aqui )?(?:[eé]|quem fala [eé]) (?:o |a )?|"
    r"aqui (?:quem fala )?[eé] (?:o |a )?|pode me chamar de |my (?:full )?name is |my name's |"
    r"i'?m |i am |this is |call me |it'?s |nome: ?|name: ?)?"
)
_OPENING: Final = re.compile(
    r"(?i)^(?:claro|sim|certo|ok|pode anotar|anota(?: a[ií])?|sure)\b[\s,:!.]+(?=\S)"
)
_FAREWELL: Final = re.compile(
    r"(?i)(?<=\w)[\s,.!;]+(?:(?:muito )?obrigad[oa]|obg|valeu|prazer|por favor|pfv|thanks|"
    r"thank you|please)[\s.!]*$"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*'?\.?")
_KEPT_CASE: Final = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Von)[A-Z][a-z]+")
_AROUND: Final = ' ,.;:!?"()*-'
_NOT_NAMES: Final = word_set(
    "kk kkk amanha hoje ontem oi ola opa bom boa dia tarde noite nao sim quero queria "
    "preciso falar atendente atendimento humano ajuda boleto fatura pagar pagamento "
    "cancelar menu voltar sair sei quem qual que como porque nome nenhum nada obrigado "
    "obrigada ok tudo bem certo teste prefiro dizer informar falo gostaria anonimo cliente "
    "voce vc isso segunda via com pra para por favor pix meu minha estou tenho esse essa "
    "este esta hello hi hey yes not want need agent human help invoice thanks thank you "
    "please what why who none nothing name rather say my is the don't dont know cpf cnpj "
    "email telefone celular endereco rua pergunta mesmo nunca talvez onde quando quanto uma "
    "um o os as mas ou or and sou muito mais ainda ja"
)
_ENGLISH_ONLY: Final = frozenset({"is", "say", "you", "or", "and", "will"})


def understand_name(question: Question) -> Answer:
    """Understand a person's name; saved in title case, with "da", "dos", "e" in lower case."""
    spoken = _FAREWELL.sub("", _OPENING.sub("", question.text))
    typed = _without_emoji(_INTRODUCTION.sub("", spoken, count=1)).strip(_AROUND)
    said = typed.split()
    if "?" in question.text or not _is_name(typed, said, question):
        return Refused("not_a_name")
    name = " ".join(_cased(word, is_first=place == 0) for place, word in enumerate(said))
    return refuse_length(name, question) or understood(question, name)


def _without_emoji(text: str) -> str:
    return re.sub(r"[^\w\s'’.,;:!?()@/#&+*=<>\"$%-]", "", text)


def _is_name(typed: str, said: list[str], question: Question) -> bool:
    if not said or len(typed) > _MAX_NAME_CHARACTERS or len(said) > _MAX_NAME_WORDS:
        return False
    if not all(_WORD.fullmatch(word) for word in said) or len(fold(typed).strip(".")) < 2:
        return False
    folded = {fold(word).strip(".") for word in said}
    if fold(said[0]) == "e":
        return False
    common = _NOT_NAMES - ({"as", "os", "o"} if is_english(question.language) else _ENGLISH_ONLY)
    is_answer = len(said) <= 3 and isinstance(read_yes_no(typed), bool)
    return not (folded & common or folded <= _PARTICLES or is_answer)


def _cased(word: str, *, is_first: bool) -> str:
    lowered = word.lower()
    if lowered in _PARTICLES and not is_first:
        return lowered
    if lowered in _ROMAN and not is_first:
        return word.upper()
    if _KEPT_CASE.fullmatch(word):
        return word
    return re.sub(r"[^\W\d_]+", _capitalized, word)


def _capitalized(found: re.Match[str]) -> str:
    """Capitalise a part of a name; "d'Ávila" and "Ana-Maria" have two."""
    return found[0][:1].upper() + found[0][1:].lower()
