"""What an installation offers to its flows: queues, calendars and connections.

The rows live in storage; a file of the same shape (`workspace.json`) stands beside flows that are
checked, tested or imported without a database.
"""

from typing import Annotated, Literal

from pydantic import Field

from flow_runtime.calendars import Calendar
from flow_runtime.nodes.fields import CalendarRef, Line, Model, Slug

SecretName = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")]

BUSINESS_CALENDAR = "comercial"


class Queue(Model):
    """A line of customers who wait for a person."""

    id: Slug
    name: Line
    level: Literal["N1", "N2", "N3"] = "N1"
    calendar: CalendarRef | None = None


class Connection(Model):
    """A saved address that API nodes call; headers may say `{{secret:NAME}}`.

    `private_address` names the one host and port inside the company's network, such as
    `127.0.0.1:8701`, that this installation allows; everything else must be public.
    """

    id: Slug
    name: Line
    base_url: str = Field(pattern=r"^https?://[^\s/?#@\\]+(/[^\s?#\\]*)?$", max_length=500)
    headers: dict[str, str] = Field(default_factory=dict, max_length=30)
    private_address: str | None = Field(default=None, max_length=260)


class Workspace(Model):
    """All of it; an empty one offers nothing."""

    queues: tuple[Queue, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    connections: tuple[Connection, ...] = ()

    @property
    def business_calendar(self) -> Calendar | None:
        """The calendar behind `business.open`: `comercial`, or the first by its id.

        It follows from what there is, so that simulator and runtime cannot disagree about it.
        """
        by_id = {calendar.id: calendar for calendar in self.calendars}
        return by_id.get(BUSINESS_CALENDAR) or (by_id[min(by_id)] if by_id else None)
