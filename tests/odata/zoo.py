"""A model with every kind of property, a few rows, and a database that holds them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from podium.app import Settings, build
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.entity import HIDDEN, METADATA, Col, Entity, InTenant, Json, derived, field, navigation
from podium.kernel.statements import OPEN, Bound, Shape, shape_of
from podium.odata.options import Options
from podium.odata.page import Page, page
from tests.databases import MASTER_KEY

T = TypeVar("T")
NOW = datetime(2030, 1, 1, 9, tzinfo=UTC)
TENANT = 1


class Mood(StrEnum):
    CALM = "Calm"
    HUNGRY = "Hungry"
    ANGRY = "Angry"


class Keeper(InTenant, Entity, table="zoo_keepers"):
    name: Col[str] = field(sa.String(50))
    badge: Col[UUID | None] = field()
    animals = navigation(lambda: Animal, "id", "keeper_id", many=True)


class Animal(InTenant, Entity, table="zoo_animals"):
    name: Col[str | None] = field(sa.String(50))
    key: Col[UUID] = field()
    age: Col[int] = field()
    legs: Col[int | None] = field()
    weight: Col[float | None] = field()
    tame: Col[bool | None] = field()
    mood: Col[Mood | None] = field()
    born: Col[datetime | None] = field()
    notes: Col[Json | None] = field()
    keeper_id: Col[int | None] = field(wire=HIDDEN)
    label = derived(str, lambda row: f"the {row.name}")
    keeper = navigation(lambda: Keeper, "keeper_id")
    meals = navigation(lambda: Meal, "id", "animal_id", many=True)


class Meal(InTenant, Entity, table="zoo_meals"):
    animal_id: Col[int] = field(wire=HIDDEN)
    food: Col[str] = field()
    grams: Col[int | None] = field()
    shown_id = derived(str, lambda row: f"meal {row.id}", name="Id")
    animal = navigation(lambda: Animal, "animal_id")


MODEL: tuple[type[Entity], ...] = (Keeper, Animal, Meal)
for _entity in MODEL:
    METADATA.remove(_entity.table)  # the schema of the server shall not have them


def _animal(number: int, name: str | None, **values: Any) -> Animal:
    key = UUID(f"00000000-0000-4000-8000-{number:012d}")
    return Animal(id=number, tenant_id=TENANT, name=name, key=key, **{"age": number, **values})


KEEPERS = [
    Keeper(id=1, tenant_id=TENANT, name="Ada", badge=UUID("01234567-89ab-cdef-0123-456789abcdef")),
    Keeper(id=2, tenant_id=TENANT, name="O'Neil", badge=None),
]
ANIMALS = [
    _animal(1, "Rex", legs=4, weight=12.5, tame=True, mood=Mood.CALM, born=NOW - timedelta(days=400), keeper_id=1),
    _animal(2, "100%_a\\b", legs=2, tame=False, mood=Mood.ANGRY, born=datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
    _animal(3, None, weight=-0.5, mood=Mood.HUNGRY, keeper_id=2, notes=Json(b'{"diet":"fish"}')),
    _animal(4, " rex ", legs=0, tame=True, keeper_id=1, born=NOW),
    _animal(5, "O'Neil", legs=4, tame=False, mood=Mood.CALM, keeper_id=2, born=NOW + timedelta(seconds=0.25)),
    _animal(6, "", age=2**62, weight=3.0),
]
MEALS = [
    Meal(id=1, tenant_id=TENANT, animal_id=1, food="bone", grams=300),
    Meal(id=2, tenant_id=TENANT, animal_id=1, food="Rex", grams=None),
    Meal(id=3, tenant_id=TENANT, animal_id=2, food="100%", grams=2),
    Meal(id=4, tenant_id=TENANT, animal_id=5, food="fish", grams=20),
]
ROWS: dict[type[Entity], list[Any]] = {Keeper: KEEPERS, Animal: ANIMALS, Meal: MEALS}


class Zoo:
    """The rows in a database, asked as a client asks; ``statements`` are those of the last answer."""

    def __init__(self, url: str) -> None:
        self.runner, self.statements = asyncio.Runner(), list[str]()
        self.db = build(Settings(url, MASTER_KEY, connections=1), lambda: NOW).db
        self.shapes = {entity: _every(entity) for entity in MODEL}
        self.runner.run(self._open())

    def page(self, entity: type[Entity], query: Mapping[str, str], most: int = 1000) -> Page:
        return self.ask(lambda ctx: page(ctx, Bound(self.shapes[entity], (TENANT,)), Options.parse(query), most))

    def names(self, filter_: str, **options: str) -> list[Any]:
        """The names of the animals that meet a filter, in the order of their ids."""
        query = {"$filter": filter_, **{f"${name}": text for name, text in options.items()}}
        return [shown.row.name for shown in self.page(Animal, query).rows]  # type: ignore[attr-defined]

    def ask(self, work: Callable[[Context], Awaitable[T]]) -> T:
        return self.runner.run(self._ask(work))

    def close(self) -> None:
        self.runner.run(self.db.close())
        self.runner.close()

    async def _ask(self, work: Callable[[Context], Awaitable[T]]) -> T:
        self.statements.clear()
        return await self.db.alone(Place(Caller("visitor"), tenant_id=TENANT), work)

    def _note(self, query: Any) -> None:
        """Note a statement about the zoo; by others the driver learns about types."""
        if "zoo_" in query.query:
            self.statements.append(query.query)

    async def _open(self) -> None:
        await self.db.open()
        async with self.db.pool.acquire() as connection:
            connection.add_query_logger(self._note)
            for entity in MODEL:
                await connection.execute(str(sa.schema.CreateTable(entity.table).compile(dialect=OPEN)))
                for row in ROWS[entity]:
                    names = [name for name in row.__dict__ if name != "_stored"]
                    places = ", ".join(f"${number}" for number in range(1, len(names) + 1))
                    into = f"INSERT INTO {entity.table.name} ({', '.join(names)}) OVERRIDING SYSTEM VALUE"
                    await connection.execute(f"{into} VALUES ({places})", *(getattr(row, name) for name in names))


def _every(entity: type[Entity]) -> Shape[Any]:
    def build(placeholder: Callable[[str], Any]) -> sa.Select[Any]:
        return sa.select(entity.table).where(entity.table.c.tenant_id == placeholder("tenant_id"))

    return shape_of(build, {"tenant_id": sa.BigInteger()}, ("tenant_id",))
