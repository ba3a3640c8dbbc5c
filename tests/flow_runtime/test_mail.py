"""Letters handed to a real mail server on loopback."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.mail import MAIL_FAILURES, Mail, MailFailed, MailServer, compose, send_mail
from tests.flow_runtime.outbound.certificates import Authority

HOST = "127.0.0.1"
SENDER = "loja@exemplo.com.br"
LETTER = Mail(
    to="ana@exemplo.com.br",
    subject="Pedido nº 7: atenção",
    text="Olá, Ana!\r\nSeu pedido saiu.\n.\nAté já.",
    idempotency_key="conversation-1/step-4",
    sent_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
)


@dataclass
class Mailbox:
    """What the server took, and what it answers to who wants to give it something."""

    answer_to_recipient: str = "250 OK"
    answer_to_text: str = "250 OK"
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return self.answer_to_text


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


def check_login(*arguments: object) -> AuthResult:
    given_login = arguments[-1]
    right = given_login == LoginPassword(b"loja", b"segredo")
    return AuthResult(success=right, handled=False)


Sending = Callable[[MailServer], MailServer]


def deliver(
    message: Mail,
    mailbox: Mailbox,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    settings: Sending = lambda server: server,
) -> str:
    """Send to a server that opens in TLS, offers STARTTLS or neither; return how it went."""

    def protocol() -> SMTP:
        # The library knows only its own STARTTLS as secure.
        return SMTP(
            mailbox,
            hostname=HOST,
            tls_context=starttls,
            authenticator=check_login,
            auth_require_tls=tls is None,
        )

    async def story() -> str:
        server = await asyncio.get_running_loop().create_server(protocol, HOST, 0, ssl=tls)
        async with server:
            port = server.sockets[0].getsockname()[1]
            ours = MailServer(
                HOST, SENDER, port, "tls" if tls else "starttls" if starttls else "none"
            )
            try:
                await asyncio.to_thread(send_mail, message, server=settings(ours))
            except MailFailed as error:
                return error.code
        return "sent"

    return asyncio.run(story())


def test_a_letter_arrives_as_it_was_written() -> None:
    mailbox = Mailbox()
    assert deliver(replace(LETTER, reply_to="caixa@exemplo.com.br"), mailbox) == "sent"
    [letter] = mailbox.taken
    assert letter["From"] == SENDER
    assert letter["To"] == "ana@exemplo.com.br"
    assert letter["Reply-To"] == "caixa@exemplo.com.br"
    assert letter["Subject"] == "Pedido nº 7: atenção"
    assert letter["Date"].datetime == LETTER.sent_at
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == ["Olá, Ana!", "Seu pedido saiu.", ".", "Até já."]


def test_sending_again_bears_the_same_message_id() -> None:
    first, again = (compose(LETTER, sender=SENDER) for _ in range(2))
    other = compose(replace(LETTER, idempotency_key="other"), sender=SENDER)
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Message-ID"].endswith("@exemplo.com.br>")


def logging_in(authority: Authority, password: str) -> Sending:
    file = str(authority.file)
    return lambda ours: replace(ours, user="loja", password=password, authority_file=file)


def test_a_password_goes_through_a_secure_connection(authority: Authority) -> None:
    proof = authority.server_context(HOST)
    settings = logging_in(authority, "segredo")
    assert deliver(LETTER, Mailbox(), tls=proof, settings=settings) == "sent"
    assert deliver(LETTER, Mailbox(), starttls=proof, settings=settings) == "sent"


@pytest.mark.parametrize("password", ["errada", "errô"])
def test_a_wrong_password_is_told(authority: Authority, password: str) -> None:
    mailbox = Mailbox()
    proof = authority.server_context(HOST)
    settings = logging_in(authority, password)
    assert deliver(LETTER, mailbox, starttls=proof, settings=settings) == "login_refused"
    assert mailbox.taken == []


def test_a_password_is_never_sent_in_clear_text(authority: Authority) -> None:
    settings = logging_in(authority, "segredo")
    assert deliver(LETTER, Mailbox(), settings=settings) == "login_insecure"


def test_a_server_that_no_longer_offers_starttls_gets_nothing() -> None:
    mailbox = Mailbox()
    outcome = deliver(LETTER, mailbox, settings=lambda ours: replace(ours, security="starttls"))
    assert (outcome, mailbox.taken) == ("tls", [])


@pytest.mark.parametrize("trusted", [True, False])
def test_a_server_that_cannot_prove_its_name_gets_nothing(
    authority: Authority, trusted: bool
) -> None:
    mailbox = Mailbox()
    file = str(authority.file) if trusted else None
    proof = authority.server_context("other.example" if trusted else HOST)
    for way in ({"tls": proof}, {"starttls": proof}):
        outcome = deliver(
            LETTER, mailbox, **way, settings=lambda ours: replace(ours, authority_file=file)
        )
        assert outcome == "tls"
    assert mailbox.taken == []


@pytest.mark.parametrize(
    ("to_recipient", "to_text", "outcome"),
    [
        ("550 no such user", "250 OK", "rejected"),
        ("450 come back later", "250 OK", "deferred"),
        ("250 OK", "554 looks like spam", "rejected"),
        ("250 OK", "451 disk full", "deferred"),
        ("250 OK", "421 closing", "deferred"),
    ],
)
def test_a_refusal_says_whether_trying_again_may_help(
    to_recipient: str, to_text: str, outcome: str
) -> None:
    assert deliver(LETTER, Mailbox(to_recipient, to_text)) == outcome


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.create_server((HOST, 0)) as reserved:
        nobody = MailServer(HOST, SENDER, reserved.getsockname()[1], "none", timeout_s=5.0)
    with pytest.raises(MailFailed) as caught:
        send_mail(LETTER, server=nobody)
    assert caught.value.code == "unreachable"


def test_a_server_that_never_speaks_is_unreachable() -> None:
    with socket.create_server((HOST, 0)) as silent:
        server = MailServer(HOST, SENDER, silent.getsockname()[1], "none", timeout_s=0.2)
        with pytest.raises(MailFailed) as caught:
            send_mail(LETTER, server=server)
    assert caught.value.code == "unreachable"


def test_a_password_is_not_shown_with_the_server() -> None:
    assert "segredo" not in repr(MailServer(HOST, SENDER, user="loja", password="segredo"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@exemplo.com",
        "ana@exemplo.com\r\nBcc: todos@exemplo.com",
        "ana@exemplo.com, bia@exemplo.com",
        "Ana <ana@exemplo.com>",
        "ana maria@exemplo.com",
        "joão@exemplo.com",
        "a" * 65 + "@exemplo.com",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    for wrong in (replace(LETTER, to=address), replace(LETTER, reply_to=address)):
        with pytest.raises(MailFailed) as caught:
            compose(wrong, sender=SENDER)
        assert caught.value.code == "address_malformed"


@pytest.mark.parametrize("subject", ["Oi\r\nBcc: todos@exemplo.com", "Oi\nX", "Oi\rX", "a\x00"])
def test_a_subject_cannot_add_a_header(subject: str) -> None:
    with pytest.raises(MailFailed) as caught:
        compose(replace(LETTER, subject=subject), sender=SENDER)
    assert caught.value.code == "subject_malformed"


@given(st.text(), st.text(), st.text())
def test_no_text_of_a_customer_changes_the_headers(to: str, subject: str, text: str) -> None:
    message = replace(LETTER, to=to, subject=subject, text=text)
    try:
        letter = compose(message, sender=SENDER)
    except MailFailed:
        letter = compose(replace(LETTER, text=text), sender=SENDER)
    read = message_from_bytes(letter.as_bytes(), policy=default)
    assert read.keys() == compose(LETTER, sender=SENDER).keys()


def test_every_failure_is_told_in_both_languages() -> None:
    for code, sentence in MAIL_FAILURES.items():
        assert set(sentence) == {"pt-BR", "en"}
        assert str(MailFailed(code)) == f"{code}: {sentence['en']}"
