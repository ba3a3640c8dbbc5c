"""`fluxo ticket …`: serving customers from the terminal until there is a page for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say

if TYPE_CHECKING:
    from rich.table import Table

    from flow_runtime.conversations import Conversations
    from flow_runtime.events import TicketStatus
    from storage.tickets import Ticket

app = typer.Typer(name="ticket", no_args_is_help=True)
Number = Annotated[str, typer.Argument(metavar="NUMBER")]

_STATUS_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "waiting": ("à espera", "waiting"),
    "assigned": ("em atendimento", "being served"),
    "resolved": ("resolvido", "resolved"),
    "no_agent": ("ninguém disponível", "nobody available"),
    "expired": ("esperou demais", "waited too long"),
    "closed_by_customer": ("cliente desistiu", "customer gave up"),
}


@app.callback()
def ticket() -> None:
    """Serve the customers who wait for a person."""


@app.command("list")
def list_tickets(
    *,
    queue: Annotated[str | None, typer.Option(help="Only this queue.")] = None,
    closed: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    actor: As = None,
) -> None:
    """List tickets in the order in which they should be served."""
    from storage import audit, tickets

    looked_at = f"tickets {queue}" if queue else "tickets"
    with opened_database() as database, database.transaction() as tx:
        audit.note_view(tx, actor=acting_person(actor), subject=looked_at, now=utc_now())
        found = tickets.list_tickets(tx, queue=queue, active=not closed)
    if as_json:
        print_json({"tickets": [_as_json(item) for item in found]})
    elif found:
        console().print(_table(found))
    else:
        say("Nenhum chamado à espera.", "No ticket is waiting.")


@app.command()
def take(number: Number, *, attendant: As = None) -> None:
    """Take a waiting ticket; the customer is told who is there."""
    _change(number, "assigned", attendant)


@app.command()
def reply(
    number: Number,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    *,
    attendant: As = None,
) -> None:
    """Write to the customer of a ticket that you have taken."""
    with _conversations() as conversations:
        conversations.reply(number, text, acting_person(attendant))
    say("Mensagem enviada.", "The message is sent.")


@app.command()
def resolve(number: Number, *, attendant: As = None) -> None:
    """Close a ticket as solved; the flow goes on with the customer."""
    _change(number, "resolved", attendant)


@app.command()
def release(number: Number, *, attendant: As = None) -> None:
    """Put a ticket back to wait for somebody else."""
    _change(number, "waiting", attendant)


def _change(number: str, status: "TicketStatus", attendant: str | None) -> None:
    with _conversations() as conversations:
        changed = conversations.change_ticket(number, status, acting_person(attendant))
    status_word = _status_word(changed.status)
    say(f"Chamado {changed.number}: {status_word}.", f"Ticket {changed.number}: {status_word}.")


@contextmanager
def _conversations() -> "Iterator[Conversations]":
    from flow_runtime.conversations import Conversations

    with opened_database() as database:
        # No key: what attendants do makes no token.
        yield Conversations(database, token_key=b"")


def _status_word(status: str) -> str:
    pt, en = _STATUS_WORDS[status]
    return phrase(pt, en)


def _as_json(item: "Ticket") -> dict[str, object]:
    return {
        "number": item.number,
        "queue": item.queue,
        "level": item.level,
        "priority": item.priority,
        "status": item.status,
        "summary": item.summary,
        "context": dict(item.context),
        "opened_at": item.opened_at.isoformat(timespec="seconds"),
        "assigned_to": item.assigned_to,
    }


def _table(found: "list[Ticket]") -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    headings = [
        phrase("Chamado", "Ticket"),
        phrase("Fila", "Queue"),
        phrase("Nível", "Level"),
        phrase("Estado", "Status"),
        phrase("Desde", "Since"),
        phrase("Com", "With"),
        phrase("Resumo", "Summary"),
    ]
    table = Table(*headings, box=box.SIMPLE)
    for item in found:
        status_word = _status_word(item.status)
        cells = (item.number, item.queue, item.level, status_word, local_time(item.opened_at))
        table.add_row(*(Text(cell) for cell in (*cells, item.assigned_to or "", item.summary)))
    return table
