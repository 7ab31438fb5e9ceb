"""OpenID Connect as a client speaks it: where a provider is, whom it sends back, and whether that is to be believed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import httpx
import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from podium.domains.identity import pkce
from podium.domains.identity.loopback import LOOPBACK

SECONDS = 5.0
LEEWAY = 60
"""So many seconds the clocks of two servers may differ."""
ALGORITHMS = ["RS256", "PS256", "ES256"]
POST, BASIC = "client_secret_post", "client_secret_basic"
T = TypeVar("T")


class Unreachable(Exception):
    """The provider does not answer, or not as one does."""


class Unbelievable(Exception):
    """The provider lets nobody in, or what it says cannot be believed."""


class Endpoints(msgspec.Struct):
    """Where a provider is, as it tells itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = msgspec.field(default_factory=lambda: [BASIC])


class Tokens(msgspec.Struct):
    id_token: str
    access_token: str = ""


@dataclass(frozen=True)
class Client:
    """We, as a provider knows us; ``address`` is where it sends people back to."""

    issuer: str
    client_id: str
    secret: str
    address: str


@dataclass(frozen=True)
class Secrets:
    """The words that tie an answer to the question it was given for."""

    state: str
    nonce: str
    verifier: str


class Person(msgspec.Struct):
    """Who came back; ``email`` counts only where it is verified."""

    sub: str
    email: str | None = None
    email_verified: bool | str = False
    preferred_username: str | None = None
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None

    @property
    def verified_email(self) -> str | None:
        return self.email if self.email_verified in (True, "true") else None


def is_safe(issuer: str) -> bool:
    """Nobody can listen on the way to it: it is encrypted, or on this machine."""
    place = urlsplit(issuer)
    return place.scheme == "https" or (place.scheme == "http" and place.hostname in LOOPBACK)


async def discovered(issuer: str) -> Endpoints:
    """Ask a provider where its endpoints are."""
    async with _speaking() as http:
        return await _endpoints(http, issuer)


def question(endpoints: Endpoints, client: Client, scopes: str, secrets: Secrets) -> str:
    """The address at which somebody is asked to sign in."""
    asked = {
        "client_id": client.client_id,
        "redirect_uri": client.address,
        "response_type": "code",
        "scope": scopes,
        "state": secrets.state,
        "nonce": secrets.nonce,
        "code_challenge": pkce.challenge_of(secrets.verifier),
        "code_challenge_method": pkce.METHOD,
    }
    mark = "&" if urlsplit(endpoints.authorization_endpoint).query else "?"
    return f"{endpoints.authorization_endpoint}{mark}{urlencode(asked)}"


async def answered(client: Client, query: Mapping[str, str], secrets: Secrets, now: datetime) -> Person:
    """Who it is that a provider sends back with a code."""
    if not query.get("code") or query.get("iss", client.issuer) != client.issuer:
        raise Unbelievable(query.get("error", "no code"))
    async with _speaking() as http:
        endpoints = await _endpoints(http, client.issuer)
        tokens = await _exchanged(http, endpoints, client, (query["code"], secrets.verifier))
        keys = await _asked(http, endpoints.jwks_uri, dict[str, Any])
        claims = _believed(tokens.id_token, keys, client, secrets.nonce, now)
        more = await _more(http, endpoints, tokens.access_token)
    if more.get("sub", claims["sub"]) != claims["sub"]:
        raise Unbelievable("userinfo is about somebody else")
    return msgspec.convert({**claims, **more}, Person)


def _believed(token: str, keys: dict[str, Any], client: Client, nonce: str, now: datetime) -> dict[str, Any]:
    """The claims of an ID token, checked as section 3.1.3.7 of OpenID Connect Core asks."""
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.client_id},
        sub={"essential": True},
        exp={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        rules.validate(found.claims)
    except (JoseError, ValueError) as problem:
        raise Unbelievable(str(problem)) from problem
    if found.claims.get("azp", client.client_id) != client.client_id:
        raise Unbelievable("the token is for another client")
    return dict(found.claims)


async def _endpoints(http: httpx.AsyncClient, issuer: str) -> Endpoints:
    endpoints = await _asked(http, f"{issuer.rstrip('/')}/.well-known/openid-configuration", Endpoints)
    if endpoints.issuer != issuer:
        raise Unreachable(f"The issuer calls itself {endpoints.issuer}.")
    return endpoints


async def _exchanged(http: httpx.AsyncClient, endpoints: Endpoints, client: Client, code: tuple[str, str]) -> Tokens:
    form = {"grant_type": "authorization_code", "code": code[0], "code_verifier": code[1]}
    form |= {"redirect_uri": client.address, "client_id": client.client_id}
    basic = BASIC in endpoints.token_endpoint_auth_methods_supported and bool(client.secret)
    if client.secret and not basic:
        form["client_secret"] = client.secret
    shown = httpx.BasicAuth(quote(client.client_id, ""), quote(client.secret, "")) if basic else None
    answer = await http.post(endpoints.token_endpoint, data=form, auth=shown or httpx.USE_CLIENT_DEFAULT)
    if answer.status_code != httpx.codes.OK:
        raise Unbelievable(f"the code was refused: {answer.status_code}")
    return msgspec.json.decode(answer.content, type=Tokens)


async def _more(http: httpx.AsyncClient, endpoints: Endpoints, token: str) -> dict[str, Any]:
    """What a provider says of somebody beside the ID token."""
    if endpoints.userinfo_endpoint is None or not token:
        return {}
    return await _asked(http, endpoints.userinfo_endpoint, dict[str, Any], authorization=f"Bearer {token}")


async def _asked(http: httpx.AsyncClient, address: str, kind: type[T], **headers: str) -> T:
    answer = await http.get(address, headers=headers)
    if answer.status_code != httpx.codes.OK:
        raise Unreachable(f"{answer.request.url.path}: {answer.status_code}")
    return msgspec.json.decode(answer.content, type=kind)


@asynccontextmanager
async def _speaking() -> AsyncIterator[httpx.AsyncClient]:
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as http:
            yield http
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError, OSError) as problem:
        raise Unreachable(str(problem)) from problem
