"""Users, what they hold, applications and keys."""

from uuid import UUID

import sqlalchemy as sa

from podium.domains.identity.models import (
    IN_TENANT,
    Application,
    ApplicationSecret,
    Credential,
    DirectoryConnection,
    Ended,
    FormerUser,
    GroupMember,
    Guesses,
    LoginAttempt,
    PersonalToken,
    Role,
    SigningKey,
    UsedPassword,
    User,
    UserRole,
    UserType,
)
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
def user_in(ctx: Context, user_id: int) -> sa.Select[User]:
    """A user of the caller's tenant."""
    return ctx.select(User).where(User.id == user_id)


@prepared
def user_keyed(ctx: Context, key: UUID) -> sa.Select[User]:
    return ctx.everywhere(User).where(User.key == key)


@prepared
def user_with_key(ctx: Context, key: UUID) -> sa.Select[User]:
    """The user of a key in the caller's tenant."""
    return ctx.select(User).where(User.key == key)


@prepared
def user_of_directory(ctx: Context, identifier: str) -> sa.Select[User]:
    return ctx.select(User).where(User.directory_identifier == identifier)


def accounts_of_type(ctx: Context, kind: UserType) -> sa.Select[User]:
    return ctx.select(User).where(User.type == kind, User.domain.is_(None)).order_by(User.user_name)


def users_let_in(ctx: Context) -> sa.Select[User]:
    return ctx.select(User).where(User.is_active).order_by(User.user_name)


def users_of_type(ctx: Context, kind: UserType) -> sa.Select[User]:
    """The users of a type, from whichever directory."""
    return ctx.select(User).where(User.type == kind).order_by(User.user_name)


def users_numbered(ctx: Context, numbers: list[int]) -> sa.Select[User]:
    return ctx.select(User).where(User.id.in_(numbers)).order_by(User.user_name)


def users_of_role(ctx: Context, role_id: int) -> sa.Select[User]:
    """Every user, those who hold a role in the tenant first."""
    holds = _holds(ctx, role_id)
    return ctx.select(User).order_by(User.id.in_(holds).desc(), User.user_name)


def holders(ctx: Context, role_id: int) -> sa.Select[User]:
    """The users who hold a role in the tenant."""
    return ctx.select(User).where(User.id.in_(_holds(ctx, role_id))).order_by(User.id)


def _holds(ctx: Context, role_id: int) -> sa.Select[UserRole]:
    held = ctx.select(UserRole).where(UserRole.role_id == role_id, UserRole.folder_id == IN_TENANT)
    return held.with_only_columns(UserRole.user_id)


@prepared
def roles_held(ctx: Context, user_id: int) -> sa.Select[UserRole]:
    return ctx.everywhere(UserRole).where(UserRole.user_id == user_id)


@prepared
def groups_of(ctx: Context, user_id: int) -> sa.Select[GroupMember]:
    """The groups a user belongs to."""
    return ctx.everywhere(GroupMember).where(GroupMember.user_id == user_id)


@prepared
def members_of(ctx: Context, group_id: int) -> sa.Select[GroupMember]:
    """Who belongs to a group."""
    return ctx.select(GroupMember).where(GroupMember.group_id == group_id)


@prepared
def assignments_of(ctx: Context, role_id: int) -> sa.Select[UserRole]:
    """Who holds a role, wherever that is."""
    return ctx.select(UserRole).where(UserRole.role_id == role_id)


@prepared
def roles_of_tenant(ctx: Context, tenant: int) -> sa.Select[Role]:
    return ctx.everywhere(Role).where(Role.tenant_id == tenant)


@prepared
def role_named(ctx: Context, name: str) -> sa.Select[Role]:
    return ctx.select(Role).where(sa.func.lower(Role.name) == sa.func.lower(name))


@prepared
def role_in(ctx: Context, role_id: int) -> sa.Select[Role]:
    """A role of the caller's tenant."""
    return ctx.select(Role).where(Role.id == role_id)


@prepared
def application(ctx: Context, client_id: str) -> sa.Select[Application]:
    return ctx.everywhere(Application).where(Application.client_id == client_id)


@prepared
def applications(ctx: Context) -> sa.Select[Application]:
    return ctx.select(Application).order_by(Application.name)


@prepared
def application_in(ctx: Context, client_id: str) -> sa.Select[Application]:
    """An application of the caller's tenant."""
    return ctx.select(Application).where(Application.client_id == client_id)


@prepared
def secret_in(ctx: Context, number: int) -> sa.Select[ApplicationSecret]:
    """A secret of an application of the caller's tenant."""
    return ctx.select(ApplicationSecret).where(ApplicationSecret.id == number)


@prepared
def secrets_of(ctx: Context, client_id: str) -> sa.Select[ApplicationSecret]:
    return ctx.everywhere(ApplicationSecret).where(ApplicationSecret.client_id == client_id)


@prepared
def signing_keys(ctx: Context) -> sa.Select[SigningKey]:
    return ctx.everywhere(SigningKey).order_by(SigningKey.created.desc())


@prepared
def credential(ctx: Context, user_id: int) -> sa.Select[Credential]:
    return ctx.everywhere(Credential).where(Credential.user_id == user_id)


@prepared
def used_passwords(ctx: Context, user_id: int) -> sa.Select[UsedPassword]:
    """The passwords a user once had, the last first."""
    return ctx.everywhere(UsedPassword).where(UsedPassword.user_id == user_id).order_by(UsedPassword.id.desc())


@prepared
def former_user(ctx: Context, tenant: int, name: str) -> sa.Select[FormerUser]:
    """The last user of this name or e-mail address who was deleted."""
    lowered = sa.func.lower(name)
    named = sa.func.lower(FormerUser.user_name) == lowered
    mailed = sa.func.lower(FormerUser.email_address) == lowered
    users = ctx.everywhere(FormerUser).where(FormerUser.tenant_id == tenant, sa.or_(named, mailed))
    return users.order_by(FormerUser.deleted.desc()).limit(1)


@prepared
def guesses(ctx: Context, tenant: int, name: str) -> sa.Select[Guesses]:
    """The failures in a row under a name, which is in lower case."""
    return ctx.everywhere(Guesses).where(Guesses.tenant_id == tenant, Guesses.name == name)


@prepared
def attempts_of(ctx: Context, user_id: int, most: int) -> sa.Select[LoginAttempt]:
    """The attempts to sign in as a user, the last first."""
    attempts = ctx.select(LoginAttempt).where(LoginAttempt.user_id == user_id)
    return attempts.order_by(LoginAttempt.time.desc(), LoginAttempt.id.desc()).limit(most)


@prepared
def directories(ctx: Context, tenant: int) -> sa.Select[DirectoryConnection]:
    """The directories connected to a tenant, its default one first."""
    rows = ctx.everywhere(DirectoryConnection).where(DirectoryConnection.tenant_id == tenant)
    return rows.order_by(DirectoryConnection.is_default.desc(), DirectoryConnection.domain)


@prepared
def directory_keyed(ctx: Context, key: UUID) -> sa.Select[DirectoryConnection]:
    return ctx.in_tenant(DirectoryConnection).where(DirectoryConnection.key == key)


@prepared
def ended(ctx: Context, key: str) -> sa.Select[Ended]:
    return ctx.everywhere(Ended).where(Ended.key == key)


@prepared
def personal_token(ctx: Context, token_hash: str) -> sa.Select[PersonalToken]:
    return ctx.everywhere(PersonalToken).where(PersonalToken.token_hash == token_hash)


@prepared
def personal_tokens_of(ctx: Context, user_id: int) -> sa.Select[PersonalToken]:
    return ctx.select(PersonalToken).where(PersonalToken.user_id == user_id).order_by(PersonalToken.created)


@prepared
def personal_token_of(ctx: Context, user_id: int, key: UUID) -> sa.Select[PersonalToken]:
    return ctx.select(PersonalToken).where(PersonalToken.user_id == user_id, PersonalToken.key == key)
