"""Calendars and their days."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec
import sqlalchemy as sa

from podium.domains.calendars.errors import CalendarNameUsed
from podium.kernel.entity import READ_ONLY, REQUIRED, Col, Entity, InTenant, Json, field, unique

NO_DAYS = Json(b"[]")
MIDNIGHT = "T00:00:00Z"


class Calendar(InTenant, Entity, table="calendars", remembered=True, audited="Settings"):
    """Days on which triggers rest: whole days, as clocks in the time zone show them."""

    key: Col[UUID] = field(default=uuid4, wire=READ_ONLY)
    name: Col[str] = field(sa.String(150), wire=REQUIRED)
    time_zone_id: Col[str] = field(sa.String(80), default="UTC")
    excluded_dates: Col[Json] = field(default=NO_DAYS, of=list[datetime])


unique("calendars_name", Calendar.tenant_id, sa.func.lower(Calendar.name), error=CalendarNameUsed)


def days_of(dates: Json) -> frozenset[date]:
    """The days meant by a list of moments: those that are written, whatever their offsets."""
    return frozenset(date.fromisoformat(text[:10]) for text in msgspec.json.decode(dates, type=list[str]))


def written(days: Iterable[date]) -> Json:
    """Days as clients read them: midnights, in order."""
    return Json(msgspec.json.encode([f"{day.isoformat()}{MIDNIGHT}" for day in sorted(set(days))]))
