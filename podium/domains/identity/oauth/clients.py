"""The clients of the authorization server: who they are, and what they may ask for."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from podium.domains.identity.loopback import LOOPBACK
from podium.domains.identity.models import Application
from podium.domains.identity.oauth.refusals import refuse
from podium.domains.identity.queries import application, secrets_of
from podium.domains.identity.scopes import ABOUT_PEOPLE, ANY
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, same


async def authenticated(ctx: Context, form: Mapping[str, str], headers: Mapping[str, str]) -> Application | None:
    """The client of a request to the token endpoint, which has shown its secret if it has one; None: not ours."""
    client_id, secret = credentials(form, headers)
    app = await ctx.first(application(ctx, client_id))
    if app is None:
        return None
    if not app.is_public and not await _is_secret(ctx, app, secret):
        refuse("invalid_client")
    return app


def credentials(form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[str, str]:
    """The id and the secret that a client sends, in the form or in a header."""
    scheme, _, encoded = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        refuse("invalid_client", unknown=True)
    return unquote(client_id), unquote(secret)


async def _is_secret(ctx: Context, app: Application, secret: str) -> bool:
    shown = fingerprint(secret)
    known = await ctx.all(secrets_of(ctx, app.client_id))
    return any(same(shown, row.secret_hash) for row in known if not row.expires or row.expires > ctx.now)


def granted_to_itself(app: Application, wished: str) -> str:
    """The scopes a client gets as itself: those it asks for, or all it may have."""
    own = app.scopes.split()
    wanted = wished.split() or own
    if not own or not set(wanted) <= set(own):
        refuse("invalid_scope")
    return " ".join(wanted)


def granted_for_people(app: Application, wished: str) -> str:
    """The scopes a client gets on behalf of a person."""
    own = app.user_scopes.split()
    wanted = wished.split() or own
    if ANY not in own and not set(wanted) <= {*own, *ABOUT_PEOPLE}:
        refuse("invalid_scope")
    return " ".join(one for one in wanted if one != ANY)


def returns_to(app: Application, address: str, base: str) -> bool:
    """Is this one of the addresses of a client? Those that begin with a slash are ours.

    On the caller's own machine the port does not matter (RFC 8252).
    """
    known = (f"{base}{uri}" if uri.startswith("/") else uri for uri in app.redirect_uris.split())
    return any(_same_address(one, address) for one in known)


def _same_address(known: str, address: str) -> bool:
    if known == address:
        return True
    one, other = urlsplit(known), urlsplit(address)
    if one.hostname not in LOOPBACK or one.port is not None:
        return False
    return (one.scheme, one.hostname, one.path, one.query) == (other.scheme, other.hostname, other.path, other.query)
