"""Passwords, tokens and keys written in clear: they belong to the installation, never to a flow."""

import re
from collections.abc import Iterator

from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.problems import Problem

_OUTPUT = re.compile(r"\{\{[^}]*\}\}")
_NAMES = (
    r"(?:authorization|api[-_]?key|apikey|access[-_]?key|token|secret|client[-_]?secret|password"
    r"|passwd|pwd|senha|credential|x[-_]auth)"
)
_KEEPS_A_SECRET = re.compile(rf"(?i)(?:^|[-_.]){_NAMES}(?:$|[-_.])")
_IN_ADDRESS = re.compile(rf"(?i)[?&][a-z0-9_.-]*{_NAMES}=[^&#\s]{{3,}}|://[^/?#\s:]+:[^/?#\s@]+@")
_KNOWN_FORMS = re.compile(
    r"(?i:\b(?:bearer|basic)\s+[a-z0-9+/._~=-]{6,})"
    r"|\bsk-[A-Za-z0-9_-]{8,}|\bsk_(?:live|test)_[A-Za-z0-9]{8,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\bAIza[0-9A-Za-z_-]{30,}|\bglpat-[A-Za-z0-9_-]{15,}"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_MIN_SECRET_CHARACTERS = 3

INLINE = error(
    "secret.inline",
    "'{node}' tem uma senha ou chave escrita às claras em '{field}'. Guarde-a nos segredos da"
    " instalação e use-a pela conexão.",
    "'{node}' has a password or key written in clear in '{field}'. Keep it in the installation's"
    " secrets and use it through the connection.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield values that look like a secret in anything that is sent to a server or to staff."""
    for owner, use in subject.uses_of_role(Role.URL, Role.HEADER, Role.VALUE):
        if _shows_a_secret(use):
            place = subject.place(owner, use.path)
            yield INLINE.at(place, node=subject.name(owner), field=_field_name(use))


def _field_name(use: FieldUse) -> str:
    """Return the header's or parameter's own name, which may hold dots, or the field's."""
    return use.path.partition(".")[2] or use.path


def _shows_a_secret(use: FieldUse) -> bool:
    # A variable or a named secret is no secret in clear; what stands around it may be one.
    written = _OUTPUT.sub("\n", use.value)
    if _KNOWN_FORMS.search(written):
        return True
    if use.role is Role.URL:
        return _IN_ADDRESS.search(written) is not None
    is_filled_in = written != use.value
    keeps_one = "." in use.path and _KEEPS_A_SECRET.search(_field_name(use)) is not None
    return keeps_one and not is_filled_in and len(written.strip()) >= _MIN_SECRET_CHARACTERS
