"""Users are made, changed and deleted."""

import re
from typing import Any

import msgspec

from podium.domains.identity import account, passwords, sessions
from podium.domains.identity.builtin import ADMIN
from podium.domains.identity.commands.assignments import roles_called, set_roles
from podium.domains.identity.directory.provision import OF_DIRECTORIES, taken_in
from podium.domains.identity.errors import UserNameFixed, UserNotEditable
from podium.domains.identity.events import UserDeleting, UserRobotsChanged, UserSaved
from podium.domains.identity.models import (
    Application,
    Credential,
    FormerUser,
    GroupMember,
    PersonalToken,
    Role,
    UsedPassword,
    User,
    UserRole,
    UserType,
)
from podium.domains.identity.provisioning import AttendedRobot, UnattendedRobot
from podium.domains.identity.queries import credential, secrets_of
from podium.kernel.context import Context
from podium.kernel.entity import Changes, Json
from podium.kernel.errors import BadRequest
from podium.odata.bind import Base

EDIT = "Users.Edit"
SENT = frozenset({"new_password", "new_roles", "new_user_roles", "new_units"})
OWN = frozenset(
    {"name", "surname", "email_address", "unattended_robot", "notification_subscription", "new_password"}
    | {"user_name", "robot_provision"}
)
"""What users may change of themselves without a permission."""
MASK = "*****"
CULTURE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2,4})?")
FIXED = frozenset({"user_name", "type", "domain", "directory_identifier"})
ROBOTS = frozenset({"robot_provision", "unattended_robot", "may_have_robot_session", "may_have_unattended_session"})
"""What somebody may change who has permissions on robots, but not on users."""


async def create(ctx: Context, changes: Changes, base: Base) -> User:
    """Make a user; with a password it can sign in here."""
    if not changes.get("user_name"):
        raise BadRequest(why="The UserName field is required.", field="UserName")
    user = await _new(ctx, changes)
    robots = _without_secrets(user)
    if changes.get("new_password"):
        await passwords.give(ctx, user, changes["new_password"])
    await set_roles(ctx, user, await _roles(ctx, changes) or [])
    await account.write_to(ctx, user, base)
    _tell(ctx, user, changes, robots)
    return user


async def _new(ctx: Context, changes: Changes) -> User:
    """A new user; or who is known already, where somebody of a directory is to be added."""
    plain = {name: value for name, value in changes.items() if name not in SENT}
    kind: UserType = changes["type"]
    if kind not in OF_DIRECTORIES:
        return await ctx.add(User(**plain, creator_user_id=ctx.caller.user_id))
    who = changes["domain"], changes["directory_identifier"], changes["user_name"], kind
    user = await taken_in(ctx, *who)
    for name, value in plain.items():
        if name not in FIXED and value is not None:
            setattr(user, name, value)
    return user


async def edit(ctx: Context, row: User, changes: Changes, base: Base) -> None:
    """Change a user. Roles and folders are those that are named; where none are, they stay."""
    if EDIT not in ctx.caller.permissions(None):
        if any(changes.get(name) is not None for name in SENT):
            raise UserNotEditable
        changes = Changes({name: value for name, value in changes.items() if name in ROBOTS})
    await _change(ctx, row, changes, base)
    roles = await _roles(ctx, changes)
    if roles is not None:
        await set_roles(ctx, row, roles)
    _tell(ctx, row, changes, _without_secrets(row))


async def patch(ctx: Context, row: User, changes: Changes, base: Base) -> None:
    """Change what was sent of a user; roles and folders cannot be changed like this."""
    own = row.id == ctx.caller.user_id and changes.keys() <= OWN
    if EDIT not in ctx.caller.permissions(None) and not own:
        raise UserNotEditable
    await _change(ctx, row, changes, base)
    robots = _without_secrets(row) if {"robot_provision", "unattended_robot"} & changes.keys() else None
    _tell(ctx, row, Changes({}), robots)


async def _change(ctx: Context, row: User, changes: Changes, base: str) -> None:
    name = changes.get("user_name")
    if name is not None and name != row.user_name:
        raise UserNameFixed
    if row.user_name == ADMIN and changes.get("is_active") is False:
        raise UserNotEditable
    for attribute, value in changes.items():
        if attribute not in SENT | FIXED:
            setattr(row, attribute, value)
    row.last_modification_time, row.last_modifier_user_id = ctx.now, ctx.caller.user_id
    if changes.get("new_password"):
        await passwords.give(ctx, row, changes["new_password"])
    if row.email_address != row.before("email_address"):
        row.is_email_confirmed = False
        await account.write_to(ctx, row, base)


async def delete(ctx: Context, row: User) -> None:
    """Delete a user with all that belongs to it; who still knows its password is told that it was deleted."""
    if row.user_name == ADMIN or row.id == ctx.caller.user_id:
        raise UserNotEditable
    known = await ctx.first(credential(ctx, row.id))
    ctx.record(
        FormerUser(
            user_id=row.id,
            user_name=row.user_name,
            email_address=row.email_address,
            password_hash=known.password_hash if known else None,
            deleted=ctx.now,
        )
    )
    for kind in (UserRole, GroupMember, Credential, UsedPassword, PersonalToken):
        for one in await ctx.all(ctx.everywhere(kind).where(kind.table.c.user_id == row.id)):
            ctx.remove(one)
    for one in await ctx.all(ctx.everywhere(GroupMember).where(GroupMember.group_id == row.id)):
        ctx.remove(one)
    for app in await ctx.all(ctx.everywhere(Application).where(Application.user_id == row.id)):
        for secret in await ctx.all(secrets_of(ctx, app.client_id)):
            ctx.remove(secret)
        ctx.remove(app)
    ctx.emit(UserDeleting(user_id=row.id, user_name=row.user_name))
    ctx.remove(row)


async def set_active(ctx: Context, row: User, active: bool) -> None:
    """Let a user in or lock it out; its tokens and sessions are worth nothing any more."""
    if not active and (row.user_name == ADMIN or row.id == ctx.caller.user_id):
        raise UserNotEditable
    row.is_active = active
    if not active:
        await sessions.end_all(ctx, row)


async def change_user_culture(ctx: Context, row: User, culture: str) -> None:
    """Choose the language in which a user is answered."""
    if not CULTURE.fullmatch(culture):
        raise BadRequest(why=f"'{culture}' is no language.", field="culture")
    row.culture = culture


async def change_culture(ctx: Context, culture: str) -> None:
    """Choose the language in which the caller is answered."""
    await change_user_culture(ctx, await ctx.get(User, ctx.caller.user_id), culture)


async def _roles(ctx: Context, changes: Changes) -> list[Role] | None:
    """The roles that were sent, as names, or as objects with names or ids; None where nothing was said of them."""
    names, objects = changes.get("new_roles"), changes.get("new_user_roles")
    if names is None and objects is None:
        return None
    wanted: list[int | str] = [*(names or [])]
    wanted += [one.role_id or one.role_name or "" for one in objects or []]
    return await roles_called(ctx, wanted)


def _without_secrets(user: User) -> UserRobotsChanged | None:
    """Take the password out of the robots that were sent, and put it into what others are told."""
    attended = _read(user.robot_provision, AttendedRobot)
    unattended = _read(user.unattended_robot, UnattendedRobot)
    if attended is None and unattended is None:
        return None
    told = msgspec.structs.replace(unattended) if unattended else None
    if unattended is not None and told is not None:
        told.password = None if unattended.password == MASK else unattended.password
        unattended.password = MASK if unattended.password else None
        user.unattended_robot = Json(msgspec.json.encode(unattended))
    return UserRobotsChanged(user_id=0, attended=attended, unattended=told)


def _read(text: Json | None, kind: Any) -> Any:
    return None if text is None else msgspec.json.decode(text, type=kind)


def _tell(ctx: Context, user: User, changes: Changes, robots: UserRobotsChanged | None) -> None:
    units = changes.get("new_units")
    ctx.emit(UserSaved(user_id=user.id, unit_ids=None if units is None else tuple(unit.id for unit in units)))
    if robots is not None:
        ctx.emit(msgspec.structs.replace(robots, user_id=user.id))
