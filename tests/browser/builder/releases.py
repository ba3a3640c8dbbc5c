"""A builder whose channels show everything that can be seen of releases."""

import secrets
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations import Conversations, utc_now
from flow_runtime.conversations.releasing import plan, publish, start_trial
from flow_runtime.flow import Flow
from storage import channels
from storage.channels import Channel
from storage.database import Database
from tests.approving import approved_version
from tests.flow_runtime.building import end, flow, question

FLOW_ID: Final = "boas-vindas"
FLOW_NAME: Final = "Boas-vindas"
SHOP: Final = "loja"
BENCH: Final = "bancada"


def welcome(text: str, asked: str = "name") -> Flow:
    """Return a flow that asks one thing."""
    return flow(
        [question(asked, text=text, name="Nome"), end(text="Obrigado!")],
        [f"{asked}.answered>end"],
        id=FLOW_ID,
        name=FLOW_NAME,
    )


def prepare_releases(database: Database) -> None:
    """Make four approved versions and two channels; the shop runs the first one."""
    now = utc_now()
    with database.transaction() as tx:
        if any(one.name == SHOP for one in channels.list_channels(tx)):
            return
        channels.save(tx, Channel(SHOP, "webchat", {}))
        channels.save(tx, Channel(BENCH, "webchat", {}, "test"))
        for text in ("Qual é o seu nome?", "Como você se chama?", "Seu nome, por favor?"):
            approved_version(tx, welcome(text), now=now)
        approved_version(tx, welcome("Como posso chamar você?", "nick"), now=now)
        _publish(tx, 1, "primeira")


def fill_releases(database: Database) -> None:
    """Let customers talk on two versions, try a third, and plan a fourth."""
    prepare_releases(database)
    talk(database, 3)
    now = utc_now()
    with database.transaction() as tx:
        _publish(tx, 2, "textos novos")
        start_trial(
            tx,
            FLOW_ID,
            3,
            SHOP,
            share_percent=20,
            max_failed_percent=5,
            max_abandoned_percent=30,
            over_conversations=50,
            author="rui",
            reason="pergunta mais curta",
            now=now,
        )
        plan(
            tx,
            FLOW_ID,
            4,
            SHOP,
            due_at=now + timedelta(days=1),
            author="rui",
            reason="campanha de dezembro",
            now=now,
        )
    talk(database, 12)


def talk(database: Database, number: int) -> None:
    """Let so many customers begin a conversation in the shop."""
    driver = Conversations(database, b"the key of these stories")
    for _ in range(number):
        driver.begin(SHOP, secrets.token_urlsafe(24))


def _publish(tx: Connection, number: int, reason: str) -> None:
    publish(tx, FLOW_ID, number, SHOP, author="rui", reason=reason, now=utc_now())
