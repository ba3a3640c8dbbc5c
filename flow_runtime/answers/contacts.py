"""The kinds email, phone and url: one address, also in the middle of a sentence."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

import phonenumbers

from flow_runtime.answers.dictated import digits_of
from flow_runtime.answers.folding import denies, word_set
from flow_runtime.answers.results import Answer, Question, Refused, understood

# RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3, in octets
_MAX_EMAIL_CHARACTERS: Final = 254
_MAX_LOCAL_CHARACTERS: Final = 64
_MAX_URL_CHARACTERS: Final = 2_048
_PHONE_REGION: Final = "BR"
_MIN_PHONE_DIGITS: Final = 8
_DIGITS_WITHOUT_AREA: Final = range(8, 10)

_AROUND: Final = "<>()[]{}\"'`*,;:!?.…"
_EMAIL: Final = re.compile(
    r"[a-z0-9_%+&'/=^~$-]+(?:\.[a-z0-9_%+&'/=^~$-]+)*@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
)
_EMAIL_LABEL: Final = re.compile(r"^(?:mailto|e-?mail):")
_EMOJI: Final = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_SPACED_EMAIL: Final = re.compile(r"(\S+) ?@ ?(\S+)")
_SPOKEN_EMAIL: Final = re.compile(r"(\S+) (?:arroba|at) (\S+\.\S+)")
_SAYS_AT: Final = re.compile(r" (?:@|arroba|at) ")
_PHONE_RUN: Final = re.compile(r"\+?[0-9(][0-9()\s./-]*[0-9]")
_OLD_CARRIER: Final = re.compile(r"\b0 ?xx ?")
_AREA: Final = re.compile(r"\bddd:? ([1-9][0-9])[, .-]+")
_INTERNATIONAL_PREFIX: Final = re.compile(r"^00 ?(?=55)")
_CPF_MASK: Final = re.compile(r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}")
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})"
)
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*:(?![0-9])")
_UNSAFE_IN_URL: Final = re.compile(r"[\s<>\"'`\\^{}|\x00-\x1f]")
# Without "www." or "https://" only an ending that is no word of a sentence makes an address
_KNOWN_ENDINGS: Final = word_set(
    "com br net org be ly io app dev edu gov co me info biz tv store shop online site tech "
    "blog cloud ai us uk pt ar es fr de it cl uy py mx"
)


def understand_email(question: Question) -> Answer:
    """Understand one e-mail address; saved in lower case."""
    typed = _joined_email(_EMOJI.sub(" ", question.text.lower()).strip())
    tokens = [_bare_email(token) for token in typed.split() if "@" in token]
    found = {token for token in tokens if _is_email(token)}
    if not found or len(found) < len(set(tokens)):
        return Refused("not_an_email")
    is_also_spoken = "@" in question.text and " arroba " in question.text.lower()
    if len(found) > 1 or is_also_spoken or denies(question.text):
        return Refused("ambiguous")
    return understood(question, found.pop())


def _bare_email(token: str) -> str:
    """Take a token out of brackets and off its label; a leading point stays, it is a slip."""
    return _EMAIL_LABEL.sub("", token.rstrip(_AROUND).lstrip(_AROUND.replace(".", "")))


def _joined_email(typed: str) -> str:
    """Join "ana @ x.com" and "ana arroba x ponto com" where that is all there is."""
    typed = (
        re.sub(r"(?<=\S) (?:\.|ponto|dot) (?=\S)", ".", typed) if _SAYS_AT.search(typed) else typed
    )
    spaced = _SPACED_EMAIL.fullmatch(typed)
    if spaced and "@" not in spaced[1] + spaced[2]:
        return f"{spaced[1]}@{spaced[2]}"
    spoken = _SPOKEN_EMAIL.fullmatch(typed) if "@" not in typed else None
    if spoken is None:
        return typed
    return f"{spoken[1]}@{spoken[2]}"


def _is_email(token: str) -> bool:
    is_short = len(token) <= _MAX_EMAIL_CHARACTERS and token.find("@") <= _MAX_LOCAL_CHARACTERS
    return is_short and _EMAIL.fullmatch(token) is not None


def understand_phone(question: Question) -> Answer:
    """Understand one telephone number; saved as E.164, Brazilian unless it begins with "+"."""
    typed = _AREA.sub(r"(\1) ", _OLD_CARRIER.sub("0", digits_of(question.text)))
    runs = [run for run in _PHONE_RUN.findall(typed) if _count_digits(run) >= _MIN_PHONE_DIGITS]
    runs = [run for run in runs if not _CPF_MASK.fullmatch(run.strip())]
    found = {number for run in runs if (number := _e164(run))}
    if not found:
        lacks_area = any(_count_digits(run) in _DIGITS_WITHOUT_AREA for run in runs)
        return Refused("missing_area_code" if lacks_area else "not_a_phone")
    if len(found) > 1 or len(runs) > 1 or denies(question.text):
        return Refused("ambiguous")
    return understood(question, found.pop())


def _e164(run: str) -> str | None:
    if _count_digits(run) in _DIGITS_WITHOUT_AREA and not run.startswith("+"):
        return None
    run = _INTERNATIONAL_PREFIX.sub("+", run)
    try:
        number = phonenumbers.parse(run, _PHONE_REGION)
    except phonenumbers.NumberParseException:
        return None
    is_made_up = len(set(str(number.national_number))) == 1
    if is_made_up or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _count_digits(run: str) -> int:
    return sum(c.isdigit() for c in run)


def understand_url(question: Question) -> Answer:
    """Understand one web address; saved with https and a lower-case host."""
    tokens = [token.strip("<>()[]{}\"'`*,;:!?.") for token in question.text.split()]
    found = {address for token in tokens if (address := _web_address(token))}
    if not found:
        return Refused("not_a_url")
    if len(found) > 1 or denies(question.text):
        return Refused("ambiguous")
    return understood(question, found.pop())


def _web_address(token: str) -> str | None:
    lowered = token.lower()
    has_scheme = lowered.startswith(("http://", "https://"))
    if (not has_scheme and _SCHEME.match(lowered)) or _UNSAFE_IN_URL.search(token):
        return None
    parts = _split(token if has_scheme else f"https://{token}")
    if parts is None or len(token) > _MAX_URL_CHARACTERS:
        return None
    host = parts.netloc.lower()
    is_clear = has_scheme or host.startswith("www.") or _ending(host) in _KNOWN_ENDINGS
    return parts._replace(scheme="https", netloc=host).geturl() if is_clear else None


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address with a plain host name and perhaps a port."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    netloc = host if port is None else f"{host}:{port}"
    is_plain = parts.netloc.lower() == netloc and len(host) <= 253
    return parts if is_plain and _HOST.fullmatch(host) else None


def _ending(host: str) -> str:
    return host.partition(":")[0].rpartition(".")[2]
