"""The demo ERP's calendar of technical visits: free times, bookings and cancellations.

It keeps nothing: the times are always those of the coming days, and João's visit is always booked.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

_ZONE: Final = ZoneInfo("America/Sao_Paulo")
_HOURS: Final = (time(9, 0), time(14, 30))
_DAYS_SHOWN: Final = 3
_SUNDAY: Final = 6
_CUSTOMER_WITH_VISIT: Final = "1002"

router = APIRouter()


class Booking(BaseModel):
    """Who wants a visit, for what, and when (`starts_at`, ISO 8601 with its offset)."""

    customer_id: str
    service: str
    starts_at: datetime


def _today(request: Request) -> date:
    today: Callable[[], date] = request.app.state.today
    return today()


def _free_times(today: date) -> list[datetime]:
    coming = (today + timedelta(days=ahead) for ahead in range(2, 10))
    days = [day for day in coming if day.weekday() != _SUNDAY][:_DAYS_SHOWN]
    return [datetime.combine(day, hour, _ZONE) for day in days for hour in _HOURS]


def _visit(starts_at: datetime, service: str) -> dict[str, str]:
    return {
        "id": f"V{starts_at:%m%d%H%M}",
        "service": service,
        "starts_at": starts_at.isoformat(),
        "remind_at": (starts_at - timedelta(days=1)).isoformat(),
    }


@router.get("/slots")
def free_times(request: Request) -> dict[str, list[dict[str, str]]]:
    """Return the free times of the coming days."""
    return {"slots": [{"starts_at": t.isoformat()} for t in _free_times(_today(request))]}


@router.get("/customers/{customer_id}/visit")
def booked_visit(customer_id: str, request: Request) -> dict[str, str]:
    """Return the visit that a customer has booked."""
    if customer_id != _CUSTOMER_WITH_VISIT:
        raise HTTPException(404, "nenhuma visita marcada")
    return _visit(_free_times(_today(request))[-1], "manutenção")


@router.post("/visits", status_code=201)
def book(sent: Booking, request: Request) -> dict[str, str]:
    """Book a free time."""
    if sent.starts_at not in _free_times(_today(request)):
        raise HTTPException(409, "este horário acabou de ser ocupado")
    return _visit(sent.starts_at, sent.service)


@router.post("/visits/{visit_id}/cancellation", status_code=201)
def cancel_visit(visit_id: str) -> dict[str, str]:
    """Cancel a visit."""
    return {"id": visit_id, "status": "cancelled"}
