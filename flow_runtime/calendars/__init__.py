"""Opening hours: the calendar document and what a calendar says about moments.

`Calendar` is the document people edit; `opening_hours(calendar)` makes it ready once, and the
functions take that form with aware moments. Nothing here reads a clock. A moment without an offset
or outside the years 1900 to 2100 is a `ValueError` in all of them.
"""

from flow_runtime.calendars.document import (
    Calendar,
    HolidayRule,
    Interval,
    Override,
    Weekday,
)
from flow_runtime.calendars.opening import (
    OpeningHours,
    OpeningState,
    add_business_time,
    business_seconds,
    day_message,
    holiday,
    is_open,
    next_open,
    opening_hours,
    state,
)
from flow_runtime.calendars.problems import CalendarProblem, calendar_problems
from flow_runtime.calendars.wording import describe_next_open

__all__ = [
    "Calendar",
    "CalendarProblem",
    "HolidayRule",
    "Interval",
    "OpeningHours",
    "OpeningState",
    "Override",
    "Weekday",
    "add_business_time",
    "business_seconds",
    "calendar_problems",
    "day_message",
    "describe_next_open",
    "holiday",
    "is_open",
    "next_open",
    "opening_hours",
    "state",
]
