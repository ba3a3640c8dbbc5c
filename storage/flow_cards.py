"""Flow cards: what a list of flows shows of each draft, kept so that no draft need be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    bindparam,
    select,
)

from storage.columns import CleanText, metadata
from storage.policy import Permission
from storage.rows import every, insert_or_replace, values_of
from storage.scope import permitted


class FlowCardColumns(TypedColumns):
    """The columns of `flow_cards`; `revision` is that of the draft which the facts describe."""

    flow_id: Named[str] = Column(ForeignKey("flows.id"), primary_key=True)
    revision: Named[int]
    errors: Named[int]
    warnings: Named[int]
    nodes: Named[int]
    picture: Named[str] = Column(CleanText)


flow_cards = Table("flow_cards", metadata, FlowCardColumns)


@dataclass(frozen=True, slots=True)
class FlowCard:
    """Numbers of problems and nodes of a draft, and a small SVG picture of its graph."""

    flow_id: str
    revision: int
    errors: int
    warnings: int
    nodes: int
    picture: str


@dataclass(frozen=True, slots=True)
class CardNumbers:
    """A card without its picture."""

    flow_id: str
    revision: int
    errors: int
    warnings: int
    nodes: int


_NUMBERS = select(*(flow_cards.c[name] for name in CardNumbers.__dataclass_fields__))
_PICTURES = select(flow_cards.c.flow_id, flow_cards.c.picture).where(
    flow_cards.c.flow_id.in_(bindparam("flow_ids", expanding=True))
)


@permitted(Permission.READ_FLOWS)
def save(tx: Connection, card: FlowCard) -> None:
    """Keep the card in place of the flow's earlier one.

    Raises:
        Conflict: when there is no such flow.
    """
    tx.execute(insert_or_replace(tx.dialect.name, flow_cards), values_of(card))


@permitted(Permission.READ_FLOWS)
def numbers(tx: Connection) -> dict[str, CardNumbers]:
    """Return the cards of all flows without their pictures, by flow id."""
    return {card.flow_id: card for card in every(tx, _NUMBERS, CardNumbers)}


@permitted(Permission.READ_FLOWS)
def pictures(tx: Connection, flow_ids: Sequence[str]) -> dict[str, str]:
    """Return the pictures of some flows, by flow id; a flow without a card is left out."""
    rows = tx.execute(_PICTURES, {"flow_ids": list(flow_ids)})
    return {row.flow_id: row.picture for row in rows}
