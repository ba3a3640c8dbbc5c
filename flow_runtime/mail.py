"""Sends one e-mail through the installation's own mail server.

    MailFailed (a FluxoError)    every way a message may not have been taken

The server is the installation's choice, not a flow's, so the guard of `flow_runtime.http` does not
apply; what flows and customers choose is the message, and no text of theirs can add a header.
"""

import hashlib
import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import MappingProxyType
from typing import Final, Literal

from flow_runtime.errors import FluxoError

MAIL_FAILURES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "address_malformed": {
            "pt-BR": "O endereço de e-mail não é válido: use um só, como nome@site.com.br.",
            "en": "The e-mail address is not valid: use a single one, like name@site.com.",
        },
        "subject_malformed": {
            "pt-BR": "O assunto tem quebra de linha ou caractere inválido: deixe-o numa linha.",
            "en": "The subject holds a line break or an invalid character: keep it on one line.",
        },
        "unreachable": {
            "pt-BR": "O servidor de e-mail não respondeu: confira o endereço e a porta dele.",
            "en": "The mail server did not answer: check its address and port.",
        },
        "tls": {
            "pt-BR": "A conexão segura com o servidor de e-mail falhou: confira o certificado.",
            "en": "The secure connection to the mail server failed: check its certificate.",
        },
        "login_insecure": {
            "pt-BR": "A senha não é enviada sem conexão segura: use STARTTLS ou TLS.",
            "en": "The password is not sent without a secure connection: use STARTTLS or TLS.",
        },
        "login_refused": {
            "pt-BR": "O servidor de e-mail recusou o usuário ou a senha: confira os dois.",
            "en": "The mail server refused the user or the password: check both.",
        },
        "rejected": {
            "pt-BR": "O servidor de e-mail recusou a mensagem: confira remetente e destinatário.",
            "en": "The mail server refused the message: check its sender and recipient.",
        },
        "deferred": {
            "pt-BR": "O servidor de e-mail pediu para tentar mais tarde.",
            "en": "The mail server asked to try again later.",
        },
    }
)

_SINGLE_LINE: Final = re.compile(r"[^\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]*")
# ASCII, because few servers take more (RFC 6531); at most as long as RFC 5321 section 4.5.3.1 says.
_ADDRESS: Final = re.compile(r"[\x21-\x7e]{1,64}@[\x21-\x7e]{1,255}")
_LINE_BREAK: Final = re.compile(r"\r\n|\r")
_UNSENDABLE: Final = re.compile(r"[\x00\ud800-\udfff]")


class MailFailed(FluxoError):
    """The message was not taken, or nobody knows whether it was.

    Attributes:
        code: a key of `MAIL_FAILURES`; `unreachable` and `deferred` may pass by themselves.
        sentence: what to tell people, in pt-BR and en.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = MAIL_FAILURES[code]
        super().__init__(code)

    @property
    def words(self) -> Mapping[str, str]:
        """Return the sentence in both languages."""
        return self.sentence

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence['en']}"


@dataclass(frozen=True, slots=True)
class MailServer:
    """The installation's mail server.

    Attributes:
        host: its name.
        sender: the address messages come from, `ana@loja.com.br`.
        port: usually 587 with STARTTLS, 465 with TLS from the first byte.
        security: how the connection is secured; a password is never sent with `none`.
        user: who logs in, or None for no login.
        password: the user's.
        authority_file: a PEM file of authorities to trust instead of the system's.
        timeout_s: the longest wait for each answer of the server.
    """

    host: str
    sender: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority_file: str | None = None
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Mail:
    """One message of plain text to one person.

    Attributes:
        to: the recipient's address.
        subject: one line.
        text: the body, lines ended in any way.
        idempotency_key: the same whenever this message is sent again; becomes its Message-ID.
        sent_at: aware; becomes the Date.
        reply_to: where answers go, or None for the sender.
    """

    to: str
    subject: str
    text: str
    idempotency_key: str
    sent_at: datetime
    reply_to: str | None = None


def send_mail(message: Mail, *, server: MailServer) -> None:
    """Hand one message to the mail server; blocks, so run it in a thread.

    Sending again after `unreachable` may deliver twice (the server may have taken the message
    before its answer was lost); both copies bear one Message-ID, by which mailboxes join them.

    Raises:
        MailFailed: the message or the server's settings are wrong, or the server did not take it.
    """
    letter = compose(message, sender=server.sender)
    if server.user is not None and server.security == "none":
        raise MailFailed("login_insecure")
    try:
        with closing(_connect(server)) as connection:
            _secure(connection, server)
            _log_in(connection, server)
            connection.send_message(letter)
            _say_goodbye(connection)
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(_failure_code(error)) from error


def compose(message: Mail, *, sender: str) -> EmailMessage:
    """Build the message, marked as automatic (RFC 3834 section 5) so that no robot answers it.

    Raises:
        MailFailed: `address_malformed` or `subject_malformed`.
    """
    from_address = _read_address(sender)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = from_address
    letter["To"] = _read_address(message.to)
    letter["Subject"] = _read_subject(message.subject)
    letter["Date"] = format_datetime(message.sent_at)
    letter["Message-ID"] = _message_id(message.idempotency_key, from_address.domain)
    letter["Auto-Submitted"] = "auto-generated"
    if message.reply_to is not None:
        letter["Reply-To"] = _read_address(message.reply_to)
    text = _UNSENDABLE.sub("\ufffd", _LINE_BREAK.sub("\n", message.text))
    letter.set_content(text, cte="quoted-printable")
    return letter


def _read_address(text: str) -> Address:
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError, MessageError):
        raise MailFailed("address_malformed") from None
    if not _ADDRESS.fullmatch(text):
        raise MailFailed("address_malformed")
    return address


def _read_subject(text: str) -> str:
    if not _SINGLE_LINE.fullmatch(text):
        raise MailFailed("subject_malformed")
    return text


def _message_id(idempotency_key: str, domain: str) -> str:
    digest = hashlib.sha256(idempotency_key.encode("utf-8")).hexdigest()
    return f"<{digest[:40]}@{domain}>"


def _connect(server: MailServer) -> smtplib.SMTP:
    # Without a name of ours smtplib asks the network for one, which may take many seconds.
    our_name = _read_address(server.sender).domain
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, our_name, timeout=server.timeout_s, context=_trust(server)
        )
    return smtplib.SMTP(server.host, server.port, our_name, timeout=server.timeout_s)


def _secure(connection: smtplib.SMTP, server: MailServer) -> None:
    if server.security != "starttls":
        return
    # Going on in clear text is what an attacker in between would like best.
    try:
        connection.starttls(context=_trust(server))
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        raise MailFailed("tls") from error


def _log_in(connection: smtplib.SMTP, server: MailServer) -> None:
    if server.user is None:
        return
    try:
        connection.login(server.user, server.password or "")
    except UnicodeEncodeError:  # smtplib logs in with ASCII only
        raise MailFailed("login_refused") from None


def _say_goodbye(connection: smtplib.SMTP) -> None:
    # The message is taken by now: a server that fails at the farewell must not make it a failure.
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()


def _trust(server: MailServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.authority_file)


def _failure_code(error: OSError | smtplib.SMTPException) -> str:
    if isinstance(error, ssl.SSLError):
        return "tls"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _code_of_status(min(status for status, _ in error.recipients.values()))
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
        return "login_refused"
    if isinstance(error, smtplib.SMTPResponseException):
        return _code_of_status(error.smtp_code)
    # Our addresses are ASCII, so the only feature a server can lack is logging in.
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "login_refused"
    return "unreachable"


def _code_of_status(status: int) -> str:
    # RFC 5321 section 4.2.1: 4yz may succeed later, 5yz will not.
    return "rejected" if status >= 500 else "deferred"
