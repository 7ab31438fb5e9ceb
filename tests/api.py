"""What a client sees of a server in memory, in the client's words."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx

from podium.app import SETUP, Podium
from podium.domains.identity import tokens
from podium.domains.identity.models import IN_TENANT, Role, User, UserRole
from podium.domains.identity.permissions import BUILT_IN, granted
from podium.domains.identity.queries import user_named
from podium.domains.identity.sign_in import claims_of_user
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context

if TYPE_CHECKING:
    from tests.recorder import Recorder

FOLDER = 1
EVERYTHING = frozenset(BUILT_IN["Administrator"][1])
ODATA = "/odata/"


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **spell: float) -> None:
        self.now += timedelta(**spell)


@dataclass(frozen=True)
class Caller:
    """A token, and the permissions it stands for; None stands for not being signed in."""

    token: str
    permissions: frozenset[str] | None


class Api:
    """A caller of the server: at first the administrator, in the folder Shared."""

    def __init__(
        self, podium: Podium, clock: Clock, caller: Caller, recorder: "Recorder", folder: int | None = FOLDER
    ) -> None:
        self.podium, self.clock, self.caller, self.recorder = podium, clock, caller, recorder
        headers = {"authorization": f"Bearer {caller.token}"} if caller.token else {}
        if folder is not None:
            headers["x-uipath-organizationunitid"] = str(folder)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(podium.application, raise_app_exceptions=False),
            base_url="http://podium",
            headers=headers,
            timeout=60,
        )

    async def call(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        """Send a request; its answer must have this status. Paths without a slash are below ``/odata/``."""
        answer = await self.http.request(method, path if path.startswith("/") else f"{ODATA}{path}", **options)
        self.recorder.record(answer, self.caller.permissions)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        is_json = "json" in answer.headers.get("content-type", "")
        return answer.json() if answer.content and is_json else answer.content

    async def get(self, path: str, status: int = 200, **options: Any) -> Any:
        """GET; ``top=5`` becomes ``$top=5``."""
        params = {f"${name}": value for name, value in options.items()}
        return await self.call("GET", path, status, params=params or None)

    async def post(self, path: str, status: int = 200, **body: Any) -> Any:
        return await self.call("POST", path, status, json=body)

    async def put(self, path: str, status: int = 200, **body: Any) -> Any:
        return await self.call("PUT", path, status, json=body)

    async def patch(self, path: str, status: int = 200, **body: Any) -> Any:
        return await self.call("PATCH", path, status, json=body)

    async def delete(self, path: str, status: int = 204) -> Any:
        return await self.call("DELETE", path, status)

    async def only(self, *permissions: str, folder: int | None = FOLDER) -> "Api":
        """A new user who holds exactly these permissions, in the tenant."""
        caller = Caller(await new_user(self.podium, permissions), frozenset(permissions))
        return Api(self.podium, self.clock, caller, self.recorder, folder)

    def nobody(self) -> "Api":
        """Somebody who is not signed in."""
        return Api(self.podium, self.clock, Caller("", None), self.recorder)

    def bearing(self, token: str, *held: str) -> "Api":
        """Who has a token, and the permissions it stands for."""
        return Api(self.podium, self.clock, Caller(token, frozenset(held)), self.recorder)

    async def pass_time(self, **spell: float) -> None:
        """Move the clock, then let the engine do what is due."""
        self.clock.pass_(**spell)
        await self.podium.runner.run_due()
        await self.podium.messenger.run_due()

    async def queue(self, name: str = "Invoices", **settings: Any) -> int:
        return int((await self.post("QueueDefinitions", 201, Name=name, **settings))["Id"])

    async def add(self, queue: str = "Invoices", status: int = 201, **item: Any) -> Any:
        return await self.post("Queues/UiPathODataSvc.AddQueueItem", status, itemData={"Name": queue, **item})

    async def take(self, queue: str = "Invoices", status: int = 200, **data: Any) -> Any:
        path = "Queues/UiPathODataSvc.StartTransaction"
        return await self.post(path, status, transactionData={"Name": queue, **data})

    async def finish(self, item: Any, status: int = 200, **result: Any) -> Any:
        path = f"Queues({item['Id']})/UiPathODataSvc.SetTransactionResult"
        return await self.post(path, status, transactionResult=result)

    async def statuses(self) -> list[str]:
        return [item["Status"] for item in (await self.get("QueueItems", orderby="Id"))["value"]]


async def admin_token(podium: Podium) -> str:
    async def make(ctx: Context) -> str:
        return await _token(ctx, await ctx.one(user_named(ctx, 1, "admin"), "admin"))

    return await podium.db.alone(SETUP, make)


async def new_user(podium: Podium, permissions: tuple[str, ...]) -> str:
    async def make(ctx: Context) -> str:
        ctx.tenant_id = 1
        user = await ctx.add(User(user_name=f"user-{uuid4().hex[:8]}"))
        role = await ctx.add(Role(name=f"role-{uuid4().hex[:8]}", granted=granted(list(permissions))))
        ctx.record(UserRole(user_id=user.id, role_id=role.id, folder_id=IN_TENANT))
        await ctx.settle()
        return await _token(ctx, user)

    return await podium.db.alone(SETUP, make)


async def _token(ctx: Context, user: User) -> str:
    tenant = await ctx.one(tenant_of(ctx, user.tenant_id), "tenant")
    return await tokens.sign(ctx, await claims_of_user(ctx, user, tenant), timedelta(days=3650))


async def until(true: Callable[[], bool]) -> None:
    """Let others go on until something is true."""
    while not true():
        await asyncio.to_thread(bool)
