"""Administration without a browser: what the commands for users, roles, applications, tokens and tenants do."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from podium.app import build, started
from podium.cli.data import DataDirectory
from podium.cli.databases import any_database
from podium.cli.problems import Problem
from podium.cli.up import settings_of
from podium.domains.audit import chain
from podium.domains.folders import explain
from podium.domains.folders.queries import folder_at
from podium.domains.identity import passwords, personal, sessions
from podium.domains.identity.attempts import unlock as unlocked
from podium.domains.identity.builtin import set_application
from podium.domains.identity.commands import assignments, users
from podium.domains.identity.commands import roles as role_commands
from podium.domains.identity.management import applications as management
from podium.domains.identity.models import Role, User
from podium.domains.identity.models.users import Permission
from podium.domains.identity.people import complete_users
from podium.domains.identity.permissions import permissions_of
from podium.domains.identity.queries import applications, personal_tokens_of, role_named, roles_of_tenant, user_named
from podium.domains.identity.scopes import SCOPES
from podium.domains.tenants import commands as tenant_commands
from podium.domains.tenants.models import Tenant
from podium.domains.tenants.queries import tenant_named, tenants
from podium.kernel.caller import Caller, Place
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import ApiError, NotFound

T = TypeVar("T")
OPERATOR = Place(Caller("operator"))


def done(data: Path, work: Callable[[Context], Awaitable[T]]) -> T:
    """Do something in the database of a data directory, whether a server runs on it or not."""
    directory = DataDirectory(data)
    with any_database(directory) as url:
        podium = build(settings_of(directory, url))

        async def run() -> T:
            async with started(podium, engine=False):
                return await podium.db.alone(OPERATOR, work)

        try:
            return asyncio.run(run())
        except ApiError as problem:
            more = f" {next(iter(problem.details.values()))}" if isinstance(problem.details, dict) else ""
            raise Problem(f"{problem.message('en')}{more}") from problem


async def within(ctx: Context, tenant: str) -> Context:
    """The unit of work in the tenant of a name."""
    found = await ctx.one(tenant_named(ctx, tenant), f"Tenant {tenant}")
    return ctx.within(found.id)


async def user_of(ctx: Context, name: str) -> User:
    return await ctx.one(user_named(ctx, ctx.tenant_id, name), f"User {name}")


def list_users(data: Path, tenant: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        users = await here.all(here.select(User).order_by(User.user_name))
        await complete_users(here, users)
        return [line(user.user_name, user.type, _state(user), *user.looked_up("roles_list", [])) for user in users]

    return done(data, work)


def add_user(data: Path, tenant: str, name: str, email: str | None, roles: list[str]) -> str:
    """Make a user who may sign in; gives the password."""

    async def work(ctx: Context) -> str:
        here = await within(ctx, tenant)
        user = await here.add(User(user_name=name, email_address=email))
        await assignments.set_roles(here, user, await assignments.roles_called(here, roles))
        return await _new_password(here, user)

    return done(data, work)


def recover(data: Path, tenant: str, name: str) -> str:
    """Give a user who cannot sign in a new password, let it in again and forget its failures; gives the password."""

    async def work(ctx: Context) -> str:
        here = await within(ctx, tenant)
        user = await user_of(here, name)
        user.is_active = True
        await unlocked(here, here.tenant_id, name)
        return await _new_password(here, user)

    return done(data, work)


def remove_user(data: Path, tenant: str, name: str) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        await users.delete(here, await user_of(here, name))

    done(data, work)


def set_active(data: Path, tenant: str, name: str, *, active: bool) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        user = await user_of(here, name)
        user.is_active = active
        if not active:
            await sessions.end_all(here, user)

    done(data, work)


def set_roles(data: Path, tenant: str, name: str, roles: list[str]) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        await assignments.set_roles(here, await user_of(here, name), await assignments.roles_called(here, roles))

    done(data, work)


def list_roles(data: Path, tenant: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        roles = await here.all(roles_of_tenant(here, here.tenant_id))
        return [line(role.name, role.type, f"{len(permissions_of(role))} permissions") for role in roles]

    return done(data, work)


def show_role(data: Path, tenant: str, name: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        return sorted(permissions_of(await _role(here, name)))

    return done(data, work)


def set_role(data: Path, tenant: str, name: str, permissions: Iterable[str]) -> None:
    """Make a role, or change one, so that it permits exactly these."""
    wanted = [Permission(name=one, is_granted=True) for one in permissions]

    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        known = await here.first(role_named(here, name))
        about = {"name": known.name if known else name, "display_name": None, "groups": known.groups if known else None}
        changes = Changes({**about, "new_permissions": wanted})
        await (role_commands.edit(here, known, changes) if known else role_commands.create(here, changes))

    done(data, work)


def remove_role(data: Path, tenant: str, name: str) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        await role_commands.delete(here, await _role(here, name))

    done(data, work)


def list_applications(data: Path, tenant: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        return [
            line(app.client_id, app.name, app.scopes or app.user_scopes) for app in await here.all(applications(here))
        ]

    return done(data, work)


def add_application(data: Path, tenant: str, client_id: str, scopes: Sequence[str], roles: Sequence[str]) -> str:
    """Let an application in; gives its secret."""
    secret = secrets.token_urlsafe(32)
    if unknown := set(scopes) - set(SCOPES):
        raise Problem(f"There is no scope {', '.join(sorted(unknown))}.")

    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        await set_application(here, client_id, secret, scopes, await assignments.roles_called(here, list(roles)))

    done(data, work)
    return secret


def remove_application(data: Path, tenant: str, client_id: str) -> None:
    async def work(ctx: Context) -> None:
        await management.delete(await within(ctx, tenant), client_id)

    done(data, work)


def add_token(data: Path, tenant: str, user: str, name: str, scopes: list[str]) -> str:
    """Make a personal token for a user; gives its value."""

    async def work(ctx: Context) -> str:
        here = await within(ctx, tenant)
        _, value = await personal.make(here, await user_of(here, user), name, scopes, None)
        return value

    return done(data, work)


def list_tokens(data: Path, tenant: str, user: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        rows = await here.all(personal_tokens_of(here, (await user_of(here, user)).id))
        return [line(str(row.key), row.name, f"until {row.expires:%Y-%m-%d}", row.scope) for row in rows]

    return done(data, work)


def end_tokens(data: Path, tenant: str, user: str) -> None:
    """End every token and session of a user."""

    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        found = await user_of(here, user)
        await sessions.end_all(here, found)
        for row in await here.all(personal_tokens_of(here, found.id)):
            here.remove(row)

    done(data, work)


def remove_token(data: Path, tenant: str, user: str, name: str) -> None:
    """End the personal tokens of a name."""

    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        rows = await here.all(personal_tokens_of(here, (await user_of(here, user)).id))
        named = [row for row in rows if row.name == name]
        if not named:
            raise NotFound(name=f"Token {name}")
        for row in named:
            here.remove(row)

    done(data, work)


def list_tenants(data: Path) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        rows = await ctx.all(tenants(ctx))
        return [line(row.name, str(row.key), "active" if row.is_active else "off") for row in rows]

    return done(data, work)


def add_tenant(data: Path, name: str) -> str:
    """Make a tenant; gives the password of its administrator."""
    password = _password()

    async def work(ctx: Context) -> None:
        await tenant_commands.make(ctx, Tenant(name=name), password)

    done(data, work)
    return password


def switch_tenant(data: Path, name: str, *, active: bool) -> None:
    async def work(ctx: Context) -> None:
        (await ctx.one(tenant_named(ctx, name), f"Tenant {name}")).is_active = active

    done(data, work)


def remove_tenant(data: Path, name: str, *, sure: bool) -> None:
    if not sure:
        raise Problem(f"All that is in {name} would be deleted for good. If that is what you want, say --yes.")

    async def work(ctx: Context) -> None:
        tenant_commands.end(ctx, await ctx.one(tenant_named(ctx, name), f"Tenant {name}"))

    done(data, work)


def why(data: Path, tenant: str, user: str, permission: str, folder: str | None) -> Iterable[str]:
    """Explain why a user may do something, or not."""

    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        found = await user_of(here, user)
        where = await here.one(folder_at(here, folder), f"Folder {folder}") if folder else None
        told = await explain.explain(here, found.id, permission, where.id if where else None)
        verdict = "may" if told.granted else "may not"
        lines = [f"{told.user} {verdict} {told.permission} in {told.place}."]
        lines += [
            f"  {one.role}, held in {one.held_in} by {one.by}{'' if one.counts else ' (no effect)'}"
            for one in told.because
        ]
        return [*lines, *(f"  {reason}" for reason in told.missing)]

    return done(data, work)


def verify_audit(data: Path, marks: Iterable[str]) -> Iterable[tuple[bool, str]]:
    """Whether the audit log of each tenant is as it was written, and what to say of it."""
    try:
        known = [chain.mark(text) for text in marks]
    except ValueError as problem:
        raise Problem("A mark is written as this command shows it: tenant-links-seal.") from problem
    return [(not one.fault, _verdict(one)) for one in done(data, partial(chain.verify, marks=known))]


def _verdict(one: chain.Verdict) -> str:
    waiting = f", {one.open} not sealed yet, of which nothing can be said" if one.open else ""
    end = one.fault or f"Mark: {one.mark}"
    return f"tenant {one.tenant_id}: {one.links} entries are as they were written{waiting}. {end}"


async def _role(ctx: Context, name: str) -> Role:
    return await ctx.one(role_named(ctx, name), f"Role {name}")


async def _new_password(ctx: Context, user: User) -> str:
    password = _password()
    await passwords.restore(ctx, user, password)
    return password


def _password() -> str:
    return secrets.token_urlsafe(12)


def _state(user: User) -> str:
    return "active" if user.is_active else "off"


def line(*words: str) -> str:
    return "\t".join(words)
