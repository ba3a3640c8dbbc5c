"""A process that takes turns and says so after each commit, until it is killed."""

import sys
from dataclasses import replace

from storage import conversations, events, inbound, outbound
from storage.conversations import TurnState
from storage.database import open_database
from storage.events import NewEvent
from storage.inbound import NewInbound
from storage.outbound import NewOutbound
from tests.storage.stories import NOW

STATE = TurnState("waiting", "bot", "{}", step=0, last_seq=0, language="pt-BR")


def main(url: str, conversation_id: int) -> None:
    """Take turns for ever."""
    database = open_database(url)
    while True:
        with database.transaction() as tx:
            before = conversations.lock(tx, conversation_id)
            step, seq = before.step + 1, before.last_seq + 1
            heard = NewInbound("site", "", f"m-{step}", {"step": step}, conversation_id, seq)
            inbound.add(tx, heard, now=NOW)
            after = replace(STATE, step=step, last_seq=seq + 1)
            conversations.save_turn(tx, before, after, now=NOW)
            said = NewOutbound(conversation_id, seq + 1, "bot", {"step": step}, step, NOW)
            outbound.add_many(tx, [said], now=NOW)
            fact = NewEvent(conversation_id, step, "turn_taken", None, "boleto", 1, {})
            events.append_many(tx, [fact], now=NOW)
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
