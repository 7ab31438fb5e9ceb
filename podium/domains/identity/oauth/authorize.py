"""The authorization endpoint: a client sends a person here, and gets a code back when the person is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from podium.domains.identity.models import Application, AuthorizationCode, Session
from podium.domains.identity.oauth.clients import granted_for_people, returns_to
from podium.domains.identity.oauth.refusals import Refused
from podium.domains.identity.queries import application
from podium.kernel.context import Context
from podium.kernel.secrets import fingerprint, random_secret

CODE_LIFETIME = timedelta(minutes=5)
S256 = "S256"
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

    def back(self, **members: str) -> str:
        """The address of the client with an answer."""
        mark = "&" if urlsplit(self.redirect_uri).query else "?"
        told = {**members, **({"state": self.state} if self.state else {})}
        return f"{self.redirect_uri}{mark}{urlencode(told)}"


@dataclass(frozen=True)
class Back:
    """Send the person back to the client, with a code or an error."""

    address: str


async def read(ctx: Context, query: Mapping[str, str]) -> Wish | Back:
    """Check a request; what is wrong with it is told to the client, if that is known."""
    app = await ctx.first(application(ctx, query.get("client_id", "")))
    redirect_uri = query.get("redirect_uri", "")
    if app is None or not returns_to(app, redirect_uri):
        raise NoWayBack
    wish = Wish(
        app=app,
        redirect_uri=redirect_uri,
        scope=query.get("scope", ""),
        state=query.get("state", ""),
        nonce=query.get("nonce"),
        challenge=query.get("code_challenge"),
        prompt=query.get("prompt", ""),
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
    if challenge and (query.get("code_challenge_method") != S256 or len(challenge) < SHORTEST_CHALLENGE):
        return "invalid_request"
    return None


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
