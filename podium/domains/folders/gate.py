"""The gate: who comes in by which credential, in which tenant, and what it may do where."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from podium.domains.folders.grants import MADE_OF, grants_of
from podium.domains.folders.locate import locate
from podium.domains.identity import personal, tokens
from podium.domains.identity.models import Ended, PersonalToken, SigningKey, User
from podium.domains.identity.queries import personal_token, user_keyed, user_of
from podium.domains.identity.scopes import UNLIMITED
from podium.domains.tenants.errors import UnknownAddress
from podium.domains.tenants.host import is_host
from podium.domains.tenants.maintenance import demand_open
from podium.domains.tenants.models import Installation, MaintenanceState, Tenant
from podium.domains.tenants.queries import installation, tenant_keyed, tenant_named, tenant_of
from podium.http.addresses import Address
from podium.kernel.caller import NOBODY, Caller, Place
from podium.kernel.context import Context
from podium.kernel.database import Database
from podium.kernel.errors import Unauthorized
from podium.kernel.keys import key_of
from podium.kernel.secrets import fingerprint

Credential = Callable[[Context, str], Awaitable[Caller | None]]
"""Who presents a credential: what stands after the scheme's name, or all of a header; None if it is not known."""
Bearer = Callable[[Context, Mapping[str, Any]], Awaitable[Caller | None]]
"""Who a token of another kind stands for, by its claims."""
WHOLE_HEADERS = ("x-robot-license",)
MADE_OF_ADMISSIONS = (*MADE_OF, User, Ended, PersonalToken, Installation, Tenant, MaintenanceState, SigningKey)
"""What is looked at to admit a user by a token: while none of it changes, the same token is admitted unseen."""
BASIC = "basic"
"""The scheme by which clients show themselves at the token endpoint, and nowhere else."""


class Gate:
    """``credentials`` has, by scheme of the Authorization header or by name of a header, who knows its bearers;
    ``bearers``, by a claim that only their tokens have, who knows those that are no users.
    """

    def __init__(
        self,
        credentials: Mapping[str, Credential],
        bearers: Mapping[str, Bearer] | None = None,
        *,
        any_organization: bool = False,
    ) -> None:
        self.credentials = {"bearer": self._bearer, **credentials}
        self.bearers = bearers or {}
        self.any_organization = any_organization

    async def admit(self, db: Database, address: Address, headers: Mapping[str, str], client: str) -> Place:
        """Who calls, and in which tenant; NOBODY where there is no credential, an error where it is no good."""
        machine = headers.get("x-robot-machine", "")
        key = ("admitted", address.organization, address.tenant, headers.get("authorization"))
        kept: Place | None = db.memory.get(key, MADE_OF_ADMISSIONS)
        if kept is not None and kept.caller.until is not None and db.clock() < kept.caller.until:
            return Place(kept.caller, kept.tenant_id, None, machine, client, headers)
        seen = db.memory.generations(MADE_OF_ADMISSIONS)
        place = await self._enter(db, address, Place(NOBODY, host=machine, address=client, facts=headers))
        if place.caller.until is not None:
            db.memory.keep(key, seen, place)
        return place

    async def _enter(self, db: Database, address: Address, place: Place) -> Place:
        async def enter(ctx: Context) -> Place:
            tenant = await self._tenant(ctx, address)
            caller = await self._caller(ctx, place.facts)
            if tenant and not caller.anonymous and caller.tenant_id != tenant.id:
                raise UnknownAddress
            if not caller.anonymous and not await is_host(ctx, caller.tenant_id):
                await demand_open(ctx, caller.tenant_id)
            return replace(place, caller=caller, tenant_id=caller.tenant_id or (tenant.id if tenant else 0))

        return await db.alone(place, enter)

    async def locate(self, ctx: Context) -> int | None:
        return await locate(ctx)

    async def _tenant(self, ctx: Context, address: Address) -> Tenant | None:
        if address.organization and not self.any_organization:
            here = await ctx.one(installation(ctx), "Installation")
            if address.organization.lower() not in (here.organization.lower(), str(here.organization_key)):
                raise UnknownAddress
        if not address.tenant:
            return None
        tenant = await ctx.first(tenant_named(ctx, address.tenant)) or await _by_key(ctx, address.tenant)
        if tenant is None:
            raise UnknownAddress
        return tenant

    async def _caller(self, ctx: Context, headers: Mapping[str, str]) -> Caller:
        scheme, _, credential = headers.get("authorization", "").partition(" ")
        if scheme and scheme.lower() != BASIC:
            known = self.credentials.get(scheme.lower())
            caller = await known(ctx, credential.strip()) if known else None
            if caller is None:
                raise Unauthorized
            return caller
        for name in WHOLE_HEADERS:
            if headers.get(name) and name in self.credentials:
                caller = await self.credentials[name](ctx, headers[name])
                if caller is None:
                    raise Unauthorized
                return caller
        return NOBODY

    async def _bearer(self, ctx: Context, token: str) -> Caller | None:
        if personal.is_one(token):
            return await user_of_personal_token(ctx, token)
        claims = await tokens.verify(ctx, token)
        other = next((known for claim, known in self.bearers.items() if claim in claims), user_of_token)
        return await other(ctx, claims)


async def _by_key(ctx: Context, text: str) -> Tenant | None:
    key = key_of(text)
    return await ctx.first(tenant_keyed(ctx, key)) if key else None


async def user_of_token(ctx: Context, claims: Mapping[str, Any]) -> Caller | None:
    """The user or application of a token, as it is now: whoever was switched off is not let in."""
    key = key_of(str(claims["sub"]))
    user = await ctx.first(user_keyed(ctx, key)) if key else None
    if user is None or not tokens.is_current(user, claims):
        return None
    caller = await caller_of(ctx, user)
    if caller is None:
        return None
    caller = replace(caller, until=datetime.fromtimestamp(float(claims["exp"]), UTC))
    if "client_id" not in claims:
        return caller
    return replace(caller, scopes=_limits(str(claims.get("scope", ""))), application=str(claims["client_id"]))


async def user_of_personal_token(ctx: Context, token: str) -> Caller | None:
    """Whoever made a personal token, within its scopes."""
    row = await ctx.first(personal_token(ctx, fingerprint(token)))
    user = await ctx.first(user_of(ctx, row.user_id)) if row and row.expires > ctx.now else None
    caller = await caller_of(ctx, user) if user else None
    return replace(caller, scopes=_limits(row.scope), until=row.expires) if caller and row else None


def _limits(scope: str) -> frozenset[str] | None:
    scopes = frozenset(scope.split())
    return scopes if scopes.isdisjoint(UNLIMITED) else None


async def caller_of(ctx: Context, user: User) -> Caller | None:
    """A user as a caller; None if the user or the tenant is switched off."""
    tenant = await ctx.first(tenant_of(ctx, user.tenant_id))
    if not user.is_active or tenant is None or not tenant.is_active:
        return None
    language = (user.culture or "en")[:2]
    grants = await grants_of(ctx, user)
    return Caller(user.user_name, user.id, user.tenant_id, grants, language=language, user_type=user.type)
