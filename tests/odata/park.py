"""A server without the product: one entity with every kind of field, and operations of every shape."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import httpx
import msgspec
import sqlalchemy as sa

from podium.app import Podium, Settings, build, started
from podium.http.addresses import Address
from podium.http.asgi import Server, asgi
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context, Query
from podium.kernel.database import Database
from podium.kernel.entity import (
    HIDDEN,
    METADATA,
    READ_ONLY,
    REQUIRED,
    Changes,
    Col,
    Entity,
    InFolder,
    Json,
    Stamped,
    Wire,
    between,
    derived,
    field,
    sent,
)
from podium.kernel.groups import Groups
from podium.kernel.permissions import Resource
from podium.kernel.statements import OPEN
from podium.odata.bind import Form, Raw, Uploads
from podium.odata.catalog import Api, Catalog, EntitySet, Folder, action, assign, function, get, post, put, remove
from podium.odata.describe.api import Descriptions
from podium.odata.request import Answered, Stream
from podium.odata.wire import Complex, Content, Plain
from tests.databases import MASTER_KEY

NOW = datetime(2030, 1, 1, 9, 0, 0, 250_000, tzinfo=UTC)
FOLDER = 7
NS = "UiPath.Server.Configuration.OData"


class Fare(StrEnum):
    CHILD = "Child"
    ADULT = "Adult"
    SENIOR = "Senior"


class Size(Complex):
    width: int
    height: int = 1
    measured: datetime | None = None


class Ticket(InFolder, Stamped, Entity, table="park_tickets"):
    """Every kind of field. ``seat`` is no column: it is put into ``place`` when it is sent."""

    ignored = frozenset({"tags"})
    name: Col[str] = field(sa.String(20), wire=REQUIRED)
    remark: Col[str | None] = field(sa.String(20))
    fare: Col[Fare] = field(default=Fare.ADULT)
    key: Col[UUID] = field(default=UUID(int=1))
    rides: Col[int] = field(default=0, wire=between(0, 10))
    points: Col[int | None] = field()
    price: Col[float | None] = field()
    paid: Col[bool] = field(default=False)
    valid_until: Col[datetime | None] = field()
    extras: Col[Json | None] = field()
    size: Col[Json | None] = field(of=Size)
    place: Col[str] = field(default="", wire=READ_ONLY)
    note: Col[str | None] = field(wire=Wire("Notice"))
    secret: Col[str | None] = field(wire=HIDDEN)
    seat_sent = sent(str, name="Seat", length=5)
    version = derived(bytes, lambda row: row.row_version.to_bytes(8, "big"), name="RowVersion")


METADATA.remove(Ticket.table)  # the schema of the server shall not have it


class Ride(Complex):
    name: str
    fare: Fare = Fare.ADULT
    content: Content = None
    stops: list[Size] = msgspec.field(default_factory=list)


class Weather(Plain):
    degrees_outside: float
    measured_at: datetime


async def create(ctx: Context, changes: Changes) -> Ticket:
    return await ctx.add(Ticket(place=changes.pop("seat_sent") or "", **changes))


async def change(ctx: Context, row: Ticket, changes: Changes) -> Ticket:
    seat = changes.pop("seat_sent", None)
    if seat is not None:
        row.place = seat
    await assign(ctx, row, changes)
    return row


async def ride(ctx: Context, ride: Ride, times: int = 1, guests: list[int] | None = None) -> Ride:
    return ride


async def punch(ctx: Context, row: Ticket) -> None:
    row.rides += 1


async def last(ctx: Context, name: str | None = None) -> Ticket | None:
    rows = ctx.select(Ticket).order_by(Ticket.id.desc())
    return await ctx.first(rows if name is None else rows.where(Ticket.name == name))


def cheap(ctx: Context, most: float) -> Query[Ticket]:
    return ctx.select(Ticket).where(Ticket.price <= most)


def echo(ctx: Context, text: str = "", number: int = 0, day: datetime | None = None, fare: Fare = Fare.CHILD) -> str:
    return f"{text} {number} {day} {fare}"


def sizes(ctx: Context) -> list[Size]:
    return [Size(width=3), Size(width=1, height=2), Size(width=2)]


def smallest(ctx: Context) -> Size:
    return Size(width=1)


def numbers(ctx: Context) -> list[int]:
    return [3, 1, 2]


def weather(ctx: Context) -> Weather:
    return Weather(degrees_outside=21.5, measured_at=NOW)


def forecast(ctx: Context, body: Weather) -> Answered:
    return Answered(202, body, {"retry-after": "5"})


def size_of(ctx: Context, body: Raw) -> int:
    return len(body)


def told(ctx: Context, form: Form) -> dict[str, str]:
    return dict(form)


def files(ctx: Context, files: Uploads, album: str = "") -> list[str]:
    return [f"{album}/{file.name} {file.media_type} {file.path.read_text()}" for file in files]


def reset(ctx: Context) -> None:
    return None


def stream(ctx: Context) -> Stream:
    return Stream(b"a,b\n", "text/csv", "prices.csv")


Tickets = Resource("Tickets")
API = Api(
    "OR.Park",
    EntitySet(
        "Tickets", Ticket, Tickets, create=create, update=change, delete=remove, patch=True, derived="LongTicketDto"
    ),
    action(f"Tickets/{NS}.Ride", ride, Tickets.edit),
    action(f"Tickets({{key}})/{NS}.Punch", punch, Tickets.edit),
    action(f"Tickets({{key}})/{NS}.Forget", punch, Tickets.edit, 204),
    function(f"Tickets/{NS}.Last", last, Tickets.view, folder=Folder.REQUIRED),
    function(f"Tickets/{NS}.Cheap(most={{most}})", cheap, Tickets.view, folder=Folder.REQUIRED),
    function(f"Tickets/{NS}.Echo(text='{{text}}',number={{number}})", echo, Tickets.view),
    function(f"Tickets/{NS}.Sizes", sizes, Tickets.view),
    function(f"Tickets/{NS}.Numbers", numbers, Tickets.view),
    function(f"Tickets/{NS}.Smallest", smallest, Tickets.view),
    get("/api/Weather/Now", weather),
    get("/api/Weather/Echo", echo),
    post("/api/Weather/Forecast", forecast),
    post("/api/Weather/Raw", size_of),
    post("/api/Weather/Form", told),
    post("/api/Weather/Files", files),
    put("/api/Weather/Reset", reset),
    get("/api/Weather/Prices", stream),
)
VISITOR = Caller(
    "visitor",
    tenant_id=1,
    grants={None: frozenset(f"Tickets.{verb}" for verb in ("View", "Create", "Edit", "Delete"))},
)


class OpenGate:
    """Lets everybody in, into the folder that a header names."""

    async def admit(self, db: Database, address: Address, headers: Mapping[str, str], client: str) -> Place:
        return Place(VISITOR, tenant_id=1, facts=headers)

    async def locate(self, ctx: Context) -> int | None:
        named = ctx.place.facts.get("x-uipath-organizationunitid")
        return int(named) if named else None


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The park on a database, and a client of it."""
    podium = build(Settings(url, MASTER_KEY), lambda: NOW)
    catalog = Catalog(API)
    served = Catalog(API, Descriptions(catalog).api)
    application = asgi(Server(served, podium.db, Groups(podium.db), OpenGate(), podium.notices), lambda: life(podium))
    async with life(podium):
        await podium.db.pool.execute(str(sa.schema.CreateTable(Ticket.table).compile(dialect=OPEN)))
        transport = httpx.ASGITransport(application, raise_app_exceptions=False)
        headers = {"x-uipath-organizationunitid": str(FOLDER)}
        async with httpx.AsyncClient(transport=transport, base_url="http://park", headers=headers) as client:
            yield client


def life(podium: Podium) -> Any:
    return started(podium, engine=False)
