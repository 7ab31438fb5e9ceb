"""Administration without a browser: what the commands for users, roles, applications, tokens and tenants do."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial, update_wrapper
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

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

P = ParamSpec("P")
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


def in_tenant(work: Callable[Concatenate[Context, P], Awaitable[T]]) -> Callable[Concatenate[Path, str, P], T]:
    """Make what is done in a tenant a function of a data directory, the name of the tenant, and the rest."""

    def run(data: Path, tenant: str, /, *args: P.args, **named: P.kwargs) -> T:
        async def there(ctx: Context) -> T:
            found = await ctx.one(tenant_named(ctx, tenant), f"Tenant {tenant}")
            return await work(ctx.within(found.id), *args, **named)

        return done(data, there)

    return update_wrapper(run, work)


async def user_of(ctx: Context, name: str) -> User:
    return await ctx.one(user_named(ctx, ctx.tenant_id, name), f"User {name}")


@in_tenant
async def list_users(ctx: Context) -> list[str]:
    users = await ctx.all(ctx.select(User).order_by(User.user_name))
    await complete_users(ctx, users)
    return [line(user.user_name, user.type, _state(user), *user.looked_up("roles_list", [])) for user in users]


@in_tenant
async def add_user(ctx: Context, name: str, email: str | None, roles: list[str]) -> str:
    """Make a user who may sign in; gives the password."""
    user = await ctx.add(User(user_name=name, email_address=email))
    await assignments.set_roles(ctx, user, await assignments.roles_called(ctx, roles))
    return await _new_password(ctx, user)


@in_tenant
async def recover(ctx: Context, name: str) -> str:
    """Give a user who cannot sign in a new password, let it in again and forget its failures; gives the password."""
    user = await user_of(ctx, name)
    user.is_active = True
    await unlocked(ctx, ctx.tenant_id, name)
    return await _new_password(ctx, user)


@in_tenant
async def remove_user(ctx: Context, name: str) -> None:
    await users.delete(ctx, await user_of(ctx, name))


@in_tenant
async def set_active(ctx: Context, name: str, *, active: bool) -> None:
    user = await user_of(ctx, name)
    user.is_active = active
    if not active:
        await sessions.end_all(ctx, user)


@in_tenant
async def set_roles(ctx: Context, name: str, roles: list[str]) -> None:
    await assignments.set_roles(ctx, await user_of(ctx, name), await assignments.roles_called(ctx, roles))


@in_tenant
async def list_roles(ctx: Context) -> list[str]:
    roles = await ctx.all(roles_of_tenant(ctx, ctx.tenant_id))
    return [line(role.name, role.type, f"{len(permissions_of(role))} permissions") for role in roles]


@in_tenant
async def show_role(ctx: Context, name: str) -> list[str]:
    return sorted(permissions_of(await _role(ctx, name)))


@in_tenant
async def set_role(ctx: Context, name: str, permissions: Iterable[str]) -> None:
    """Make a role, or change one, so that it permits exactly these."""
    wanted = [Permission(name=one, is_granted=True) for one in permissions]
    known = await ctx.first(role_named(ctx, name))
    about = {"name": known.name if known else name, "display_name": None, "groups": known.groups if known else None}
    changes = Changes({**about, "new_permissions": wanted})
    await (role_commands.edit(ctx, known, changes) if known else role_commands.create(ctx, changes))


@in_tenant
async def remove_role(ctx: Context, name: str) -> None:
    await role_commands.delete(ctx, await _role(ctx, name))


@in_tenant
async def list_applications(ctx: Context) -> list[str]:
    return [line(app.client_id, app.name, app.scopes or app.user_scopes) for app in await ctx.all(applications(ctx))]


@in_tenant
async def add_application(ctx: Context, client_id: str, scopes: Sequence[str], roles: Sequence[str]) -> str:
    """Let an application in; gives its secret."""
    secret = secrets.token_urlsafe(32)
    if unknown := set(scopes) - set(SCOPES):
        raise Problem(f"There is no scope {', '.join(sorted(unknown))}.")
    await set_application(ctx, client_id, secret, scopes, await assignments.roles_called(ctx, list(roles)))
    return secret


@in_tenant
async def remove_application(ctx: Context, client_id: str) -> None:
    await management.delete(ctx, client_id)


@in_tenant
async def add_token(ctx: Context, user: str, name: str, scopes: list[str]) -> str:
    """Make a personal token for a user; gives its value."""
    _, value = await personal.make(ctx, await user_of(ctx, user), name, scopes, None)
    return value


@in_tenant
async def list_tokens(ctx: Context, user: str) -> list[str]:
    rows = await ctx.all(personal_tokens_of(ctx, (await user_of(ctx, user)).id))
    return [line(str(row.key), row.name, f"until {row.expires:%Y-%m-%d}", row.scope) for row in rows]


@in_tenant
async def end_tokens(ctx: Context, user: str) -> None:
    """End every token and session of a user."""
    found = await user_of(ctx, user)
    await sessions.end_all(ctx, found)
    for row in await ctx.all(personal_tokens_of(ctx, found.id)):
        ctx.remove(row)


@in_tenant
async def remove_token(ctx: Context, user: str, name: str) -> None:
    """End the personal tokens of a name."""
    rows = await ctx.all(personal_tokens_of(ctx, (await user_of(ctx, user)).id))
    named = [row for row in rows if row.name == name]
    if not named:
        raise NotFound(name=f"Token {name}")
    for row in named:
        ctx.remove(row)


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


@in_tenant
async def why(ctx: Context, user: str, permission: str, folder: str | None) -> list[str]:
    """Explain why a user may do something, or not."""
    found = await user_of(ctx, user)
    where = await ctx.one(folder_at(ctx, folder), f"Folder {folder}") if folder else None
    told = await explain.explain(ctx, found.id, permission, where.id if where else None)
    verdict = "may" if told.granted else "may not"
    lines = [f"{told.user} {verdict} {told.permission} in {told.place}."]
    lines += [
        f"  {one.role}, held in {one.held_in} by {one.by}{'' if one.counts else ' (no effect)'}" for one in told.because
    ]
    return [*lines, *(f"  {reason}" for reason in told.missing)]


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
