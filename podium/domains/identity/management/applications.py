"""External applications, their secrets, and personal access tokens."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from podium.domains.identity import personal
from podium.domains.identity.commands import users
from podium.domains.identity.management.accounts import caller_as_user
from podium.domains.identity.models import Application, ApplicationSecret, PersonalToken, User, UserType
from podium.domains.identity.queries import (
    application_in,
    applications,
    personal_tokens_of,
    secret_in,
    secrets_of,
    user_in,
)
from podium.domains.identity.scopes import SCOPES
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest
from podium.kernel.secrets import fingerprint, random_secret
from podium.odata.wire import Plain


class SecretShown(Plain):
    """A secret; its value is told when it is made, and never again."""

    id: int
    creation_time: datetime
    description: str | None = None
    expires: datetime | None = None
    secret: str | None = None


class ExternalClient(Plain):
    """An application, as it is shown and sent: what it may do as itself, and what on behalf of people."""

    name: str
    id: str | None = None
    is_confidential: bool = True
    redirect_uris: list[str] = msgspec.field(default_factory=list)
    application_scopes: list[str] = msgspec.field(default_factory=list)
    user_scopes: list[str] = msgspec.field(default_factory=list)
    secrets: list[SecretShown] = msgspec.field(default_factory=list)
    secret: str | None = None
    partition_global_id: UUID | None = None


class SecretWish(Plain):
    client_id: str
    description: str | None = None
    expires: datetime | None = None
    partition_global_id: UUID | None = None


class TokenWish(Plain):
    name: str
    scopes: list[str]
    expires: datetime | None = None


class TokenShown(Plain):
    """A personal token; its value is told when it is made, and never again."""

    id: UUID
    name: str
    scopes: list[str]
    creation_time: datetime
    expires: datetime
    token: str | None = None


async def every(ctx: Context) -> list[ExternalClient]:
    return [await _client(ctx, row) for row in await ctx.all(applications(ctx))]


async def one(ctx: Context, client_id: str) -> ExternalClient:
    return await _client(ctx, await _found(ctx, client_id))


async def create(ctx: Context, body: ExternalClient) -> ExternalClient:
    """Register an application. A confidential one gets a secret, and a user who may be given roles."""
    _check(body)
    row = Application(client_id=str(uuid4()), name=body.name, is_public=not body.is_confidential)
    _put(row, body)
    ctx.record(row)
    if row.is_public:
        return await _client(ctx, row)
    user = User(user_name=row.client_id, name=body.name[:64], type=UserType.APPLICATION)
    user.directory_identifier, user.creator_user_id = row.client_id, ctx.caller.user_id
    row.user_id = (await ctx.add(user)).id
    value, _ = new_secret(ctx, row.client_id)
    shown = await _client(ctx, row)
    shown.secret = value
    return shown


async def edit(ctx: Context, client_id: str, body: ExternalClient) -> ExternalClient:
    """Change what an application is called, may ask for, and where people are sent back to."""
    row = await _found(ctx, client_id)
    if body.is_confidential is row.is_public:
        raise BadRequest(why="An application stays confidential, or not.", field="isConfidential")
    _check(body)
    _put(row, body)
    return await _client(ctx, row)


async def delete(ctx: Context, client_id: str) -> None:
    """Delete an application; its tokens are worth nothing any more."""
    row = await _found(ctx, client_id)
    if row.user_id is None:
        ctx.remove(row)
    else:
        await users.delete(ctx, await ctx.one(user_in(ctx, row.user_id), f"User {row.user_id}"))


async def generate_secret(ctx: Context, body: SecretWish) -> SecretShown:
    """Give a confidential application another secret; those before stay good."""
    row = await _found(ctx, body.client_id)
    if row.is_public:
        raise BadRequest(why="This application can keep no secret.", field="clientId")
    value, secret = new_secret(ctx, row.client_id, body.description, body.expires)
    await ctx.settle()
    known = await ctx.all(secrets_of(ctx, row.client_id))
    number = next(one.id for one in known if one.secret_hash == secret.secret_hash)
    return SecretShown(
        id=number, creation_time=secret.created, description=secret.description, expires=secret.expires, secret=value
    )


async def delete_secret(ctx: Context, secret_id: int) -> None:
    """Take a secret away."""
    row = await ctx.one(secret_in(ctx, secret_id), f"Secret {secret_id}")
    ctx.remove(row)


def new_secret(
    ctx: Context, client_id: str, description: str | None = None, expires: datetime | None = None
) -> tuple[str, ApplicationSecret]:
    """A fresh secret and its row."""
    value = random_secret(32)
    row = ApplicationSecret(client_id=client_id, secret_hash=fingerprint(value), created=ctx.now)
    row.description, row.expires = description, expires
    ctx.record(row)
    return value, row


def scopes(ctx: Context) -> list[str]:
    """What applications may ask for."""
    return list(SCOPES)


async def own_tokens(ctx: Context) -> list[TokenShown]:
    """The personal tokens of the caller."""
    return [_token(row) for row in await ctx.all(personal_tokens_of(ctx, ctx.caller.user_id or 0))]


async def make_token(ctx: Context, body: TokenWish) -> TokenShown:
    """Make a personal token for the caller."""
    user = await caller_as_user(ctx)
    row, value = await personal.make(ctx, user, body.name, body.scopes, body.expires)
    shown = _token(row)
    shown.token = value
    return shown


async def end_token(ctx: Context, token_id: UUID) -> None:
    """End a personal token of the caller."""
    await personal.end(ctx, ctx.caller.user_id or 0, token_id)


def _check(body: ExternalClient) -> None:
    if unknown := {*body.application_scopes, *body.user_scopes} - set(SCOPES):
        raise BadRequest(why=f"There is no scope {', '.join(sorted(unknown))}.", field="scopes")
    if body.application_scopes and not body.is_confidential:
        raise BadRequest(why="An application without a secret acts for people only.", field="applicationScopes")
    if body.user_scopes and not body.redirect_uris:
        raise BadRequest(why="An application that acts for people needs a redirect URI.", field="redirectUris")
    for uri in body.redirect_uris:
        if not uri.startswith(("https://", "http://")) or any(c.isspace() for c in uri):
            raise BadRequest(why=f"'{uri}' is no address.", field="redirectUris")


def _put(row: Application, body: ExternalClient) -> None:
    row.name, row.redirect_uris = body.name, "\n".join(body.redirect_uris)
    row.scopes, row.user_scopes = " ".join(body.application_scopes), " ".join(body.user_scopes)


async def _found(ctx: Context, client_id: str) -> Application:
    return await ctx.one(application_in(ctx, client_id), f"Application {client_id}")


async def _client(ctx: Context, row: Application) -> ExternalClient:
    known = await ctx.all(secrets_of(ctx, row.client_id))
    return ExternalClient(
        id=row.client_id,
        name=row.name,
        is_confidential=not row.is_public,
        redirect_uris=row.redirect_uris.split(),
        application_scopes=row.scopes.split(),
        user_scopes=row.user_scopes.split(),
        secrets=[
            SecretShown(id=one.id, creation_time=one.created, description=one.description, expires=one.expires)
            for one in known
        ],
    )


def _token(row: PersonalToken) -> TokenShown:
    return TokenShown(
        id=row.key, name=row.name, scopes=row.scope.split(), creation_time=row.created, expires=row.expires
    )
