"""The authorization endpoint: a client sends a person here, and gets a code back when the person is signed in."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from podium.domains.identity.models import Application, AuthorizationCode, Session
from podium.domains.identity.oauth.clients import granted_for_people, returns_to
from podium.domains.identity.oauth.refusals import Refused
from podium.domains.identity.pkce import METHOD
from podium.domains.identity.queries import application
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, random_secret

CODE_LIFETIME = timedelta(minutes=5)
SHORTEST_CHALLENGE = 43


class NoWayBack(Exception):
    """The client or its address is not known: the person has to be told, there is nobody to send back to."""


@dataclass(frozen=True)
class Wish:
    """What a client asks for."""

    app: Application
    redirect_uri: str
    scope: str
    state: str
    nonce: str | None
    challenge: str | None
    prompt: str
    max_age: int | None

    def back(self, **members: str) -> str:
        """The address of the client with an answer."""
        mark = "&" if urlsplit(self.redirect_uri).query else "?"
        told = {**members, **({"state": self.state} if self.state else {})}
        return f"{self.redirect_uri}{mark}{urlencode(told)}"


@dataclass(frozen=True)
class Back:
    """Send the person back to the client, with a code or an error."""

    address: str


async def read(ctx: Context, query: Mapping[str, str], base: str) -> Wish | Back:
    """Check a request; what is wrong with it is told to the client, if that is known."""
    app = await ctx.first(application(ctx, query.get("client_id", "")))
    redirect_uri = query.get("redirect_uri", "")
    if app is None or not returns_to(app, redirect_uri, base):
        raise NoWayBack
    wish = Wish(
        app=app,
        redirect_uri=redirect_uri,
        scope=query.get("scope", ""),
        state=query.get("state", ""),
        nonce=query.get("nonce"),
        challenge=query.get("code_challenge"),
        prompt=query.get("prompt", ""),
        max_age=int(query["max_age"]) if query.get("max_age", "").isdigit() else None,
    )
    fault = _fault(app, query)
    return Back(wish.back(error=fault)) if fault else wish


def _fault(app: Application, query: Mapping[str, str]) -> str | None:
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    try:
        granted_for_people(app, query.get("scope", ""))
    except Refused as refused:
        return refused.error
    challenge = query.get("code_challenge", "")
    if app.is_public and not challenge:
        return "invalid_request"
    if challenge and (query.get("code_challenge_method") != METHOD or len(challenge) < SHORTEST_CHALLENGE):
        return "invalid_request"
    return None


async def after_sign_out(ctx: Context, query: Mapping[str, str], base: str) -> str | None:
    """Where a client wants people to be when they have signed out, if that is one of its addresses."""
    address = query.get("post_logout_redirect_uri", "")
    client_id = query.get("client_id", "") or _audience(query.get("id_token_hint", ""))
    app = await ctx.first(application(ctx, client_id)) if client_id else None
    if app is None or not returns_to(app, address, base):
        return None
    return f"{address}?{urlencode({'state': query['state']})}" if query.get("state") else address


def _audience(token: str) -> str:
    """For which client a token was made, as it says. It may be old, and only says where to go back to."""
    try:
        body = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (IndexError, ValueError):
        return ""
    return str(claims.get("aud", "")) if isinstance(claims, dict) else ""


def give_code(ctx: Context, wish: Wish, session: Session) -> Back:
    """A code for the client, to be exchanged for the tokens of a session."""
    code = random_secret(32)
    ctx.record(
        AuthorizationCode(
            tenant_id=session.tenant_id,
            code_hash=fingerprint(code),
            session=session.key,
            client_id=wish.app.client_id,
            redirect_uri=wish.redirect_uri,
            scope=granted_for_people(wish.app, wish.scope),
            nonce=wish.nonce,
            challenge=wish.challenge,
            expires=ctx.now + CODE_LIFETIME,
        )
    )
    return Back(wish.back(code=code))
