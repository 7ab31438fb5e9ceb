"""Whose login at a provider is whose account here."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity.errors import NoAccountHere
from podium.domains.identity.federation.openid import Person
from podium.domains.identity.models import ExternalLogin, ExternalProvider, Provision, User, UserType
from podium.domains.identity.queries import user_named, user_of
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def login(ctx: Context, provider: UUID, subject: str) -> sa.Select[ExternalLogin]:
    logins = ctx.everywhere(ExternalLogin)
    return logins.where(ExternalLogin.provider == provider, ExternalLogin.subject == subject)


@prepared
def logins_of(ctx: Context, user_id: int) -> sa.Select[ExternalLogin]:
    """The logins elsewhere of a user."""
    return ctx.select(ExternalLogin).where(ExternalLogin.user_id == user_id).order_by(ExternalLogin.linked)


@prepared
def login_of(ctx: Context, user_id: int, key: UUID) -> sa.Select[ExternalLogin]:
    return ctx.select(ExternalLogin).where(ExternalLogin.user_id == user_id, ExternalLogin.key == key)


@prepared
def users_with_email(ctx: Context, email: str) -> sa.Select[User]:
    """Those in the tenant who have an address: two of them are enough to know that it is nobody's alone."""
    people = sa.or_(User.type == UserType.USER, User.type == UserType.DIRECTORY_USER)
    users = ctx.select(User).where(sa.func.lower(User.email_address) == sa.func.lower(email), people)
    return users.order_by(User.id).limit(2)


async def owner(ctx: Context, provider: ExternalProvider, person: Person) -> User:
    """The user as whom somebody comes from a provider: linked before, or from now on."""
    known = await ctx.first(login(ctx, provider.key, person.sub))
    if known is not None:
        return await ctx.one(user_of(ctx, known.user_id), "User")
    email = person.verified_email
    same = await ctx.all(users_with_email(ctx, email)) if email and provider.links_by_email else []
    if len(same) == 1:
        user = same[0]
    elif provider.makes_users and not same:
        user = await _made(ctx, provider, person)
    else:
        raise NoAccountHere(name=provider.name)
    link(ctx, provider, person.sub, user)
    return user


def link(ctx: Context, provider: ExternalProvider, subject: str, user: User) -> ExternalLogin:
    """Let somebody in as a user from now on."""
    row = ExternalLogin(
        tenant_id=provider.tenant_id, provider=provider.key, subject=subject, user_id=user.id, linked=ctx.now
    )
    ctx.record(row)
    return row


async def unlink(ctx: Context, user: User, key: UUID) -> None:
    """Let somebody in as this user no more."""
    row = await ctx.one(login_of(ctx, user.id, key), f"ExternalLogin {key}")
    ctx.remove(row)


async def _made(ctx: Context, provider: ExternalProvider, person: Person) -> User:
    name = person.preferred_username or person.verified_email or person.sub
    taken = await ctx.first(user_named(ctx, ctx.tenant_id, name)) is not None
    return await ctx.add(
        User(
            user_name=f"{name}@{provider.name}" if taken else name,
            name=(person.given_name or person.name or name)[:64],
            surname=(person.family_name or "")[:64] or None,
            email_address=person.verified_email,
            is_email_confirmed=person.verified_email is not None,
            provision_type=Provision.AUTOMATIC,
        )
    )
