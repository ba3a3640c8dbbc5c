"""`hours`: is a calendar open now?"""

from typing import Literal

from flow_runtime import calendars
from flow_runtime.decisions import Decision, Go
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import CalendarRef, form
from flow_runtime.turn import Turn


class HoursNode(Node):
    """Decides by the opening hours of a calendar."""

    INFO = NodeInfo(
        family=Family.DECIDE,
        icon="clock",
        name={"pt-BR": "Horário", "en": "Hours"},
        description={
            "pt-BR": "Verifica se o calendário está aberto agora.",
            "en": "Looks whether a calendar is open now.",
        },
        template={"calendar": "comercial"},
        next_types=("message", "menu", "handoff", "question", "end", "condition"),
    )

    type: Literal["hours"]
    calendar: CalendarRef = form("Calendário", "Calendar", widget="calendar")

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return open, closed and holiday, which is closed unless connected."""
        return (
            Outcome("open", "Aberto", "Open"),
            Outcome("closed", "Fechado", "Closed"),
            Outcome("holiday", "Feriado", "Holiday", falls_to="closed"),
        )

    def enter(self, turn: Turn) -> Decision:
        """Leave by the calendar's state at the time of the event."""
        return Go(calendars.state(turn.calendar(self.calendar), turn.now))
