"""Users, what they hold, applications and keys."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity.models import Application, Role, SigningKey, User, UserRole
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def user_named(ctx: Context, tenant: int, name: str) -> sa.Select[User]:
    """The user of this name or, if there is none, of this e-mail address."""
    lowered = sa.func.lower(name)
    named, mailed = sa.func.lower(User.user_name) == lowered, sa.func.lower(User.email_address) == lowered
    users = ctx.everywhere(User).where(User.tenant_id == tenant, sa.or_(named, mailed))
    return users.order_by(named.desc(), User.id).limit(1)


@prepared
def user_of(ctx: Context, user_id: int) -> sa.Select[User]:
    return ctx.everywhere(User).where(User.id == user_id)


@prepared
def user_keyed(ctx: Context, key: UUID) -> sa.Select[User]:
    return ctx.everywhere(User).where(User.key == key)


@prepared
def roles_held(ctx: Context, user_id: int) -> sa.Select[UserRole]:
    return ctx.everywhere(UserRole).where(UserRole.user_id == user_id)


@prepared
def roles_of_tenant(ctx: Context, tenant: int) -> sa.Select[Role]:
    return ctx.everywhere(Role).where(Role.tenant_id == tenant)


@prepared
def role_named(ctx: Context, name: str) -> sa.Select[Role]:
    return ctx.select(Role).where(sa.func.lower(Role.name) == sa.func.lower(name))


@prepared
def application(ctx: Context, client_id: str) -> sa.Select[Application]:
    return ctx.everywhere(Application).where(Application.client_id == client_id)


@prepared
def signing_keys(ctx: Context) -> sa.Select[SigningKey]:
    return ctx.everywhere(SigningKey).order_by(SigningKey.created.desc())
