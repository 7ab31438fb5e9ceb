"""Accounts of people and robots, by their keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from podium.domains.identity import groups, passwords, sessions
from podium.domains.identity.commands import users
from podium.domains.identity.management.accounts import SessionShown, end_session, shown
from podium.domains.identity.models import User, UserType
from podium.domains.identity.models.credentials import Outcome
from podium.domains.identity.queries import accounts_of_type, attempts_of, user_named, user_with_key
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.errors import NotFound
from podium.odata.bind import Base
from podium.odata.options import Options
from podium.odata.wire import Loose, Plain

MOST = 100
MOST_OF_PAGE = 1000
"""So many attempts are shown at once."""

MOST, MOST_OF_PAGE = 100, 1000


class Account(Loose):
    """A person, as identity shows and takes it."""

    user_name: str
    name: str | None = None
    surname: str | None = None
    email: str | None = None
    password: str | None = None
    id: UUID | None = None
    display_name: str | None = None
    is_active: bool = True
    email_confirmed: bool = False
    last_login_time: datetime | None = None
    creation_time: datetime | None = None
    partition_global_id: UUID | None = None


class AccountChange(Loose):
    """What is to change of a person; what is not named stays."""

    user_name: str | UnsetType = UNSET
    name: str | UnsetType | None = UNSET
    surname: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    is_active: bool | UnsetType = UNSET
    password: str | None = None
    group_ids_to_add: list[str] | None = None
    group_ids_to_remove: list[str] | None = None


class NewAccounts(Loose):
    """People, who are to belong to these groups."""

    users: list[Account]
    group_ids: list[str] | None = None


class RobotChange(Loose):
    """What is to change of an account for robots."""

    display_name: str | None = None
    group_ids_to_add: list[str] | None = None
    group_ids_to_remove: list[str] | None = None


class Fault(Plain):
    code: str
    description: str


class Result(Plain):
    succeeded: bool
    errors: list[Fault] = msgspec.field(default_factory=list)


class BulkCreated(Plain):
    result: Result
    users: list[Account] = msgspec.field(default_factory=list)


class Attempt(Plain):
    time: datetime
    address: str
    client: str
    result: Outcome


class RobotAccount(Loose):
    """An account under which robots work, and nobody signs in."""

    name: str
    display_name: str | None = None
    id: UUID | None = None
    creation_time: datetime | None = None
    last_login_time: datetime | None = None
    group_ids: list[UUID] = []
    group_ids_to_add: list[str] | None = None


class RobotAccounts(Plain):
    total_count: int
    results: list[RobotAccount]


async def people(ctx: Context) -> list[Account]:
    return [_shown(user) for user in await ctx.all(accounts_of_type(ctx, UserType.USER))]


async def one(ctx: Context, user_id: UUID) -> Account:
    return _shown(await user_of_key(ctx, user_id))


async def create(ctx: Context, body: Account, base: Base) -> Account:
    """Make an account for a person."""
    return _shown(await _create(ctx, body, base))


async def bulk_create(ctx: Context, body: NewAccounts, base: Base) -> BulkCreated:
    """Make accounts for people; all of them, or none."""
    taken = [one.user_name for one in body.users if await ctx.first(user_named(ctx, ctx.tenant_id, one.user_name))]
    if taken:
        faults = [Fault(code="DuplicateUserName", description=f"Username '{name}' is already taken.") for name in taken]
        return BulkCreated(result=Result(succeeded=False, errors=faults))
    made = [await _create(ctx, account, base) for account in body.users]
    for user in made:
        await groups.change(ctx, user, body.group_ids or (), ())
    return BulkCreated(result=Result(succeeded=True), users=[_shown(user) for user in made])


async def edit(ctx: Context, user_id: UUID, body: AccountChange, base: Base) -> Account:
    """Change what an account says of its person, and the groups that it belongs to."""
    user = await user_of_key(ctx, user_id)
    values: dict[str, Any] = {"name": body.name, "surname": body.surname, "email_address": body.email}
    values |= {"user_name": body.user_name, "is_active": body.is_active, "new_password": body.password or UNSET}
    await users.patch(ctx, user, Changes({name: one for name, one in values.items() if one is not UNSET}), base)
    await groups.change(ctx, user, body.group_ids_to_add or (), body.group_ids_to_remove or ())
    return _shown(user)


async def delete(ctx: Context, user_id: UUID) -> None:
    """Delete an account."""
    await users.delete(ctx, await user_of_key(ctx, user_id))


async def delete_many(ctx: Context, user_ids: list[UUID], partition_global_id: UUID | None = None) -> None:
    """Delete accounts."""
    for key in user_ids:
        await delete(ctx, key)


async def change_password(ctx: Context, user_id: UUID, new_password: str) -> None:
    """Set the password of another; the policy says whether it must be changed at the next sign-in."""
    await passwords.give(ctx, await user_of_key(ctx, user_id), new_password)


async def login_attempts(ctx: Context, user_id: UUID, options: Options) -> list[Attempt]:
    """When somebody tried to sign in as a user, the last attempts first."""
    user = await user_of_key(ctx, user_id)
    rows = await ctx.all(attempts_of(ctx, user.id, min(options.top or MOST, MOST)))
    return [Attempt(time=row.time, address=row.address, client=row.client, result=row.outcome) for row in rows]


async def user_sessions(ctx: Context, user_id: UUID) -> list[SessionShown]:
    """Where a user is signed in."""
    return await shown(ctx, await user_of_key(ctx, user_id))


async def end_user_session(ctx: Context, user_id: UUID, session_id: UUID) -> None:
    """End a session of a user."""
    await end_session(ctx, await user_of_key(ctx, user_id), session_id)


async def sign_out(ctx: Context, user_id: UUID) -> None:
    """End all sessions and tokens of a user."""
    await sessions.end_all(ctx, await user_of_key(ctx, user_id))


async def robots(ctx: Context, top: int = MOST_OF_PAGE, skip: int = 0) -> RobotAccounts:
    found = await ctx.all(accounts_of_type(ctx, UserType.DIRECTORY_ROBOT))
    shown = [await _robot(ctx, user) for user in found[skip : skip + top]]
    return RobotAccounts(total_count=len(found), results=shown)


async def robot(ctx: Context, user_id: UUID) -> RobotAccount:
    return await _robot(ctx, await _robot_of_key(ctx, user_id))


async def create_robot(ctx: Context, body: RobotAccount) -> RobotAccount:
    """Make an account for robots."""
    new = User(user_name=body.name, name=body.display_name or body.name, type=UserType.DIRECTORY_ROBOT)
    new.directory_identifier, new.creator_user_id = str(new.key), ctx.caller.user_id
    await groups.change(ctx, await ctx.add(new), body.group_ids_to_add or (), ())
    return await _robot(ctx, new)


async def edit_robot(ctx: Context, user_id: UUID, body: RobotChange) -> RobotAccount:
    """Give an account for robots another name to show, or other groups."""
    user = await _robot_of_key(ctx, user_id)
    user.name = body.display_name or user.name
    await groups.change(ctx, user, body.group_ids_to_add or (), body.group_ids_to_remove or ())
    return await _robot(ctx, user)


async def delete_robot(ctx: Context, user_id: UUID) -> None:
    """Delete an account for robots."""
    await users.delete(ctx, await _robot_of_key(ctx, user_id))


async def delete_robots(ctx: Context, robot_account_ids: list[UUID]) -> None:
    """Delete accounts for robots."""
    for key in robot_account_ids:
        await delete_robot(ctx, key)


async def user_of_key(ctx: Context, key: UUID) -> User:
    return await ctx.one(user_with_key(ctx, key), f"User {key}")


async def _robot_of_key(ctx: Context, key: UUID) -> User:
    user = await user_of_key(ctx, key)
    if user.type is not UserType.DIRECTORY_ROBOT:
        raise NotFound(name=f"User {key}")
    return user


async def _create(ctx: Context, body: Account, base: Base) -> User:
    values = {"user_name": body.user_name, "name": body.name, "surname": body.surname, "email_address": body.email}
    sent = {"new_password": body.password, "type": UserType.USER, "is_active": body.is_active}
    return await users.create(ctx, Changes({**values, **sent}), base)


def account_of(user: User) -> dict[str, Any]:
    """What identity tells of a person."""
    return {
        "id": user.key,
        "user_name": user.user_name,
        "name": user.name,
        "surname": user.surname,
        "display_name": user.full_name,
        "email": user.email_address,
        "is_active": user.is_active,
        "email_confirmed": user.is_email_confirmed,
        "last_login_time": user.last_login_time,
        "creation_time": user.creation_time,
    }


def _shown(user: User) -> Account:
    return Account(**account_of(user))


async def _robot(ctx: Context, user: User) -> RobotAccount:
    return RobotAccount(
        id=user.key,
        name=user.user_name,
        display_name=user.name,
        creation_time=user.creation_time,
        last_login_time=user.last_login_time,
        group_ids=[group.key for group in await groups.of(ctx, user)],
    )
