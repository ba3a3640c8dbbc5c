"""The kind yes_no: a clear yes or a clear no, in Portuguese or in English.

An answer is read whole. First come set phrases ("claro que não"), then a sentence made only of yes
words (or only of no words) and padding, then a "sim, …" or "não, …" that opens a sentence. Doubt
("não sei", "talvez") and both at once ("sim e não") are refused: asking again is cheaper.
"""

import re
from typing import Final

from flow_runtime.answers.folding import fold, phrase_set, without_greeting, word_set
from flow_runtime.answers.results import Answer, Question, Refused, understood

_DRAWN_OUT: Final = re.compile(r"([a-z])\1{2,}")
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_TOKEN: Final = re.compile(r"[a-z0-9]+|[^\w\s]")
_MAX_WORDS: Final = 14

_YES: Final = word_set(
    "sim s ss si sss sin sm siim simm sims simsim yes y yep yeah yea yup yess ya ye claro "
    "claramente pode podem podes isso ok okay okey okk oks blz beleza ctz obviamente ajudou "
    "recebi confere ciente oki okok aye fine certo certamente certeza correto corretamente "
    "exato exatamente positivo afirmativo concordo concordado aceito aceitamos autorizo "
    "confirmo confirmado confirma combinado fechado fechou bora vamos quero queremos "
    "gostaria desejo uhum uhun aham ahan arram aha perfeito perfeitamente obvio evidente "
    "verdade verdadeiro true sure surely course certainly absolutely definitely correct "
    "right affirmative agree agreed accept confirm confirmed indeed please foi resolveu "
    "resolvido consegui conseguiu funcionou deu topo prossiga continuar continue uai vdd "
    "certinho certim show joia bele confirmadissimo fechadissimo certissimo sii ahum firmeza "
    "partiu resolvida "
    "dale demoro demorou positive alright mhm yessir permito deixo logico e eh"
)
_NO: Final = word_set(
    "nao n nn nnn no nop nope nah nao0 naum naao naoo noo nein nem negativo nunca jamais "
    "recuso discordo nego never negative disagree decline refuse false falso not nay nopes "
    "noup naun nenhum nenhuma errado incorreto dispenso nops nnao dont didnt doesnt cant wont "
    "havent isnt wasnt"
)
_PADDING: Final = word_set(
    "por favor pfv pf pfvr pls plz please obrigado obrigada obg brigado brigada valeu vlw "
    "grato grata thanks thank you thx eu a o as os ta to tb tambem mesmo senhor senhora sr "
    "sra moca moco amigo amiga querida querido que com acho entao ai la ne aqui ja era "
    "agora tudo bem muito sir maam madam i do it is so think just now then of the that s am "
    "we can want will meu minha cara mano gente bot robo rs haha kkk kk k hoje viu se deus "
    "amor gentileza gentil querido flor vida colega plenamente totalmente demais "
    "opa foi te lhe vc voce vcs mto mt pra para td tbm ate uai ue oh poxa "
    "quiser and aceitar esta estou estamos sou fazer faz isso isto esse essa mais nada ser"
)
_SURE_YES: Final = frozenset({"sim", "s", "ss", "yes", "yep", "yeah", "claro", "y", "yup", "sure"})
_SURE_NO: Final = frozenset({"nao", "n", "nn", "no", "nope", "nop", "nunca", "jamais", "never"})
_NEGATED_VERBS: Final = word_set(
    "quero queria queremos desejo preciso precisa aceito concordo autorizo confirmo "
    "gostaria pode podem e foi era esta estou resolveu resolvido consegui conseguiu "
    "funcionou deu tenho permito vou posso recebi isso correto certo verdade continuar tem "
    "want need agree accept authorize did didnt confirm correct right obrigado obrigada "
    "resolvido resolvida sou eh ta quis comprei fiz usei fui tive gostei consigo pude "
    "funciona ajudou chegou compro uso aceitei usamos temos confere curti rolou resolve "
    "recebemos recebeu contratei pedi solicitei autorizei concordei confirmei ainda pra mim "
    "mesmo senhor senhora thanks thank you really do i am it is was yet ainda eu mais nada "
    "a o por favor please sir maam isto hoje agora nunca jamais nao n no"
)
_TURNS_AROUND: Final = re.compile(
    r"\bn/a\b|\bse\b(?! deus)|\b(?:mas|porem|contudo|so que|talvez|"
    r"depende|depois|antes|but|maybe|perhaps|depends|if|"
    r"pode nao ser|pode ser que|caso|quando|when|except|exceto|menos|duvida|doubt|"
    r"sei la|quem sabe|tanto faz|whatever|"
    r"sera|ou|or|qual|quanto|como|how|why|por que|porque|quem|unless|later|sera que)\b|\?|[🤷🤔😐]"
)
_DOUBT: Final = re.compile(
    r"\b(?:(?:nao|n|num) (?:tenho|tinha|tem|estou|to|tou) (?:muita |muito |bem |tanta |toda |"
    r"mais "
    r"|nenhuma )?(?:certeza|certo|ideia|segur[oa]|cert[oa])|(?:nao|n|num) "
    r"(?:sei|sabia|lembro|entendi|entendo|compreendi|faco|fiz|decidi|conheco|recordo|saberia|ouvi|"
    r"vi|importa|faz|ha|tem problema|tem|custa|esquece|esqueca|deixe|deixa|so)|"
    r"(?:do not|dont|don't|not|didn't|didnt|can't|cant|cannot) "
    r"(?:know|sure|certain|remember|understand|tell|mind|problem|a problem|decide|care|"
    r"really sure)|no idea|no clue|"
    r"no problem|not (?:really )?(?:quite )?sure|sem certeza|sem problemas?|not only|nothing)\b"
)
_YES_PHRASES: Final = phrase_set(
    "com ctz|com certeza absoluta|ta bom entao|estou ciente|li e aceito|li e concordo|sou eu|"
    "aceito os termos|li e aceito os termos|concordo com os termos|sou eu mesmo|sou eu mesma|"
    "esse mesmo|tem sim|creio que sim|acredito que sim|por mim tudo bem|por mim ok|"
    "por mim sim|uh huh|mm hmm|i did|i have|it is|hell yes|i agree to the terms|i want it|"
    "pode ser|pode sim|com certeza|e isso|e isso ai|isso ai|isso mesmo|e verdade|ta bom|"
    "ta ok|ta certo|ta|tah|de acordo|estou de acordo|sem duvida|sem duvidas|"
    "sem duvida nenhuma|sem sombra de duvida|acho que sim|claro que sim|logico que sim|"
    "of course|for sure|i think so|why not|sounds good|go ahead|i do|i am|i agree|manda ver|"
    "manda|por que nao|porque nao|vamos la|pode mandar|pode enviar|pode fazer|pode continuar|"
    "pode prosseguir|pode confirmar|pode seguir|deu certo|tudo certo|tudo ok|esta certo|"
    "esta correto|that's right|thats right|that is right|no doubt|without a doubt|"
    "without doubt|ja|um sim|e sim|yes yes|tenho|tenho sim|tenho certeza|sim tenho certeza|"
    "com toda certeza|com prazer|por favor sim|please do|do it|estou|estou sim|eu quero|"
    "eu aceito|you bet|yes sir|sou|sou sim|gostei|tudo bem|absolutamente sim"
)
_NO_PHRASES: Final = phrase_set(
    "nao por enquanto|nada disso|nunca na vida|nao preciso de nada|nao preciso de mais nada|"
    "nao da|nao vai dar|nao rola|nao ajudou|nao ajudou nada|nao confere|rather not|"
    "id rather not|not ok|not at the moment|nao quero mais nada|de jeito nenhum|"
    "de jeito algum|de forma alguma|de forma nenhuma|de maneira nenhuma|de maneira alguma|"
    "nem pensar|nem pensando|nem morto|nem morta|nem a pau|nem ferrando|nem um pouco|"
    "claro que nao|logico que nao|obvio que nao|evidente que nao|com certeza nao|"
    "nao com certeza|certamente nao|acho que nao|acredito que nao|creio que nao|"
    "infelizmente nao|ainda nao|agora nao|por enquanto nao|por ora nao|hoje nao|nao mesmo|"
    "absolutamente nao|of course not|certainly not|absolutely not|definitely not|not at all|"
    "no way|i do not|i dont|i don't|i think not|i don't think so|i dont think so|not really|"
    "not now|not yet|not today|no thanks|no thank you|hell no|sem chance|sem condicoes|"
    "fora de cogitacao|isso nao|nao e verdade|nao e isso|nao esta certo|esta errado|"
    "ta errado|e falso|nao e nao|mas nao|nao quero nao|negativo|pode nao|quero nao|"
    "nao precisa|nao ta certo|nao deu certo|not correct|not right|that's wrong|that is wrong|"
    "dispenso|dispensado|nao dessa vez|nao obrigado|nao obrigada"
)
_YES_SIGNS: Final = frozenset("👍👌✅✔☑🆗🙆🤝💯")
_NO_SIGNS: Final = frozenset("👎❌🚫✖🙅⛔❎")
_SIGNS_AS_SPACES: Final = str.maketrans(dict.fromkeys(_YES_SIGNS | _NO_SIGNS, " "))


_NEGATORS: Final = word_set("nao n nn not dont didnt doesnt isnt wasnt havent no")
_NEGATIVE_VERBS: Final = word_set(
    "discordo nego recuso errado incorreto disagree decline refuse false falso wrong"
)
_ASKED_BACK: Final = phrase_set("por que nao|porque nao|why not")
_POLITE: Final = re.compile(
    r"\b(?:por favor|pfv|pf|obrigad[oa]|obg|valeu|vlw|thanks|thank you|please)\b"
)
_SEPARATORS: Final = frozenset({",", ".", ";", "!", "e", "and"})
_SHORT_FORMS: Final = {"q": "que", "n": "nao", "naum": "nao", "num": "nao"}


def understand_yes_no(question: Question) -> Answer:
    """Understand a yes or a no; saved as true or false."""
    verdict = read_yes_no(question.text)
    if isinstance(verdict, Refused):
        return verdict
    return understood(question, verdict)


def read_yes_no(text: str) -> bool | Refused:
    """Return True for yes, False for no, or the refusal."""
    folded = without_greeting(fold(text)).replace("'", "")
    signs = _read_signs(folded)
    squeezed = _squeeze(folded.translate(_SIGNS_AS_SPACES))
    spoken = _read_words(squeezed) if re.search(r"[a-z0-9]", squeezed) else signs
    if isinstance(spoken, Refused):
        return spoken
    if signs is None or spoken == signs:
        return Refused("not_yes_or_no") if spoken is None else spoken
    return Refused("ambiguous")


def has_verdict_sign(text: str) -> bool:
    """Tell whether a thumb, a tick or a cross stands in the text."""
    return not (_YES_SIGNS | _NO_SIGNS).isdisjoint(text)


def is_yes_word(text: str) -> bool:
    """Tell whether a label is a plain yes ("Sim", "Quero sim")."""
    return read_yes_no(text) is True


def is_no_word(text: str) -> bool:
    """Tell whether a label is a plain no ("Não", "Não, obrigado")."""
    return read_yes_no(text) is False


def _read_signs(folded: str) -> bool | Refused | None:
    has_yes = not _YES_SIGNS.isdisjoint(folded)
    has_no = not _NO_SIGNS.isdisjoint(folded)
    if has_yes and has_no:
        return Refused("ambiguous")
    return has_yes if has_yes or has_no else None


def _squeeze(folded: str) -> str:
    """Write "simmmm" as "sim" and "naooo" as "nao"; doubled letters stay, "ss" is a word."""
    return _DRAWN_OUT.sub(r"\1", folded)


def _read_words(folded: str) -> bool | Refused | None:
    tokens = [_usual(token) for token in _TOKEN.findall(folded)]
    said = [token for token in tokens if token.isalnum()]
    sentence = " ".join(said)
    is_set = _set_phrase(sentence, is_asked="?" in tokens)
    if is_set is not None:
        return is_set
    if _DOUBT.search(sentence) or _TURNS_AROUND.search(folded):
        return Refused("ambiguous")
    if len(said) > _MAX_WORDS:
        return Refused("not_yes_or_no")
    return _read_sentence(tokens, said)


def _read_sentence(tokens: list[str], said: list[str]) -> bool | Refused | None:
    has_no = not _NO.isdisjoint(said)
    sure_yes = not _SURE_YES.isdisjoint(said)
    if has_no and sure_yes:
        return Refused("ambiguous")
    if has_no:
        return _read_negative(tokens, said)
    meant = [word for word in said if word not in _PADDING or word in _YES]
    if meant and _YES.issuperset(meant) and meant != ["please"]:
        return True
    if any(" ".join(clause) in _NO_PHRASES for clause in _clauses(tokens)):
        return Refused("ambiguous")
    return True if said and said[0] in _SURE_YES else None


def _read_negative(tokens: list[str], said: list[str]) -> bool | Refused | None:
    """Is every word a plain refusal, or does the sentence open with "não," and go on?"""
    if _is_double_negation(tokens, said) or any(map(_is_plain_yes, _clauses(tokens))):
        return Refused("ambiguous")
    meant = [word for word in said if word not in _PADDING and word not in _NO]
    if _NEGATED_VERBS.issuperset(meant):
        return False
    opens = tokens[0] in _SURE_NO and len(tokens) > 1 and tokens[1] in {",", ".", ";", "!", "-"}
    return False if opens else None


def _clauses(tokens: list[str]) -> list[list[str]]:
    """Cut a sentence at its commas and at "e"."""
    clauses: list[list[str]] = [[]]
    for token in tokens:
        if token in _SEPARATORS:
            clauses.append([])
        else:
            clauses[-1].append(token)
    return clauses


def _is_plain_yes(clause: list[str]) -> bool:
    meant = [word for word in clause if word not in _PADDING or word in _YES]
    return " ".join(clause) in _YES_PHRASES or (bool(meant) and _YES.issuperset(meant))


def _set_phrase(sentence: str, *, is_asked: bool) -> bool | None:
    """Return the meaning of a set phrase, politeness aside; None when it is none."""
    polite = " ".join(_POLITE.sub(" ", sentence).split())
    phrase = sentence if sentence in _NO_PHRASES | _YES_PHRASES else polite
    if is_asked and phrase not in _ASKED_BACK:
        return None
    if phrase in _NO_PHRASES:
        return False
    return True if phrase in _YES_PHRASES else None


def _is_double_negation(tokens: list[str], said: list[str]) -> bool:
    """Is it "não discordo", which is no plain no? "não, discordo" is one."""
    negator = next((place for place, word in enumerate(tokens) if word in _NEGATORS), None)
    if negator is None or _NEGATIVE_VERBS.isdisjoint(said):
        return False
    return tokens[negator + 1 : negator + 2] not in ([","], ["."], [";"], ["!"])


def _usual(token: str) -> str:
    """Undo doubled letters where only that gives a known word: "simm" → "sim"."""
    token = _SHORT_FORMS.get(token, token)
    if token in _YES or token in _NO or not token.isalpha():
        return token
    single = _DOUBLED.sub(r"\1", token)
    return single if single in _YES | _NO else token
