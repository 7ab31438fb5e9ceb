"""Whoever lacks what an operation needs is turned away from it: for every operation, and before anything is done."""

import re
from datetime import timedelta

import pytest

from podium.app import CATALOG, SETUP
from podium.domains.identity import tokens
from podium.domains.identity.queries import user_named
from podium.domains.identity.sign_in import claims_of_user
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.permissions import ANYONE
from podium.odata.catalog import Operation
from tests.api import EVERYTHING, Api, Caller
from tools.spec.permissions import ways

PERMISSION = re.compile(r"\w+\.\w+")
GUARDED = [operation for operation in CATALOG.operations if not operation.public]
PERMITTED = [operation for operation in GUARDED if operation.needs is not ANYONE]
UNRELATED = "Sights.View"


def address(operation: Operation, key: object = 1) -> str:
    """The path with something in each of its places."""
    return re.sub(r"\{\w+\}", str(key), operation.path)


async def statuses(api: Api, operations: list[Operation]) -> dict[str, int]:
    found = {}
    for operation in operations:
        answer = await api.http.request(operation.method, address(operation))
        found[f"{operation.method} {operation.path}"] = answer.status_code
    return found


def others(found: dict[str, int], status: int) -> dict[str, int]:
    return {name: other for name, other in found.items() if other != status}


async def test_nobody_comes_in_anywhere(api: Api) -> None:
    assert others(await statuses(api.nobody(), GUARDED), 401) == {}


async def test_a_token_that_was_changed_opens_nothing(api: Api) -> None:
    forger = Api(api.podium, api.clock, Caller(f"{api.caller.token[:-4]}AAAA", None), api.recorder)
    assert others(await statuses(forger, GUARDED), 401) == {}


async def test_who_holds_nothing_of_use_is_refused_everywhere(api: Api) -> None:
    stranger = await api.only(UNRELATED)
    assert others(await statuses(stranger, PERMITTED), 403) == {}


@pytest.mark.slow
async def test_permissions_of_other_things_do_not_help(api: Api) -> None:
    wrong: dict[str, int] = {}
    for needs in {str(operation.needs) for operation in PERMITTED}:
        holder = await api.only(*EVERYTHING - set(PERMISSION.findall(needs)), UNRELATED)
        asked = [operation for operation in PERMITTED if str(operation.needs) == needs]
        wrong |= others(await statuses(holder, asked), 403)
    assert wrong == {}


@pytest.mark.slow
async def test_each_permission_that_is_needed_is_asked_for(api: Api) -> None:
    """One less than enough is too little."""
    wrong: dict[str, int] = {}
    for needs in {str(operation.needs) for operation in PERMITTED}:
        asked = [operation for operation in PERMITTED if str(operation.needs) == needs]
        for way in ways(needs):
            for missing in way:
                holder = await api.only(*way - {missing}, UNRELATED)
                wrong |= others(await statuses(holder, asked), 403)
    assert wrong == {}


async def test_a_token_limited_to_other_scopes_opens_nothing(api: Api) -> None:
    application = Api(api.podium, api.clock, Caller(await limited_token(api, "OR.Sights"), EVERYTHING), api.recorder)
    assert others(await statuses(application, GUARDED), 403) == {}


async def test_a_scope_for_reading_does_not_open_what_writes(api: Api) -> None:
    scopes = " ".join({f"{operation.scope}.Read" for operation in GUARDED if operation.scope})
    reader = Api(api.podium, api.clock, Caller(await limited_token(api, scopes), EVERYTHING), api.recorder)
    writing = [operation for operation in GUARDED if operation.method != "GET"]
    assert others(await statuses(reader, writing), 403) == {}


async def limited_token(api: Api, scope: str) -> str:
    """A token of the administrator, as an application has it that was given these scopes."""

    async def make(ctx: Context) -> str:
        user = await ctx.one(user_named(ctx, 1, "admin"), "admin")
        tenant = await ctx.one(tenant_of(ctx, user.tenant_id), "tenant")
        claims = await claims_of_user(ctx, user, tenant) | {"client_id": "visitor", "scope": scope}
        return await tokens.sign(ctx, claims, timedelta(hours=1))

    return await api.podium.db.alone(SETUP, make)
