"""Signing in elsewhere: the providers a tenant trusts, and whose login there is whose account here."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.domains.identity.errors import LoginLinked, ProviderUsed
from podium.kernel.entity import HIDDEN, Audit, Col, InTenant, Record, Sealed, Stamped, field, index, unique

USUAL_SCOPES = "openid profile email"


class ExternalProvider(
    InTenant,
    Stamped,
    Record,
    table="external_providers",
    remembered=True,
    audited=Audit("DirectoryService", key="tenant_id"),
):
    """A server of OpenID Connect to which people may go to sign in; we are its client ``client_id``.

    Who comes from there for the first time is the user of the same, verified e-mail address where
    ``links_by_email`` says so, and becomes a new user where ``makes_users`` does.
    """

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    name: Col[str] = field(sa.String(64))
    issuer: Col[str] = field(sa.String(2000))
    client_id: Col[str] = field(sa.String(256))
    secret: Col[Sealed | None] = field(wire=HIDDEN)
    scopes: Col[str] = field(sa.String(1000), default=USUAL_SCOPES)
    is_active: Col[bool] = field(default=True)
    links_by_email: Col[bool] = field(default=False)
    makes_users: Col[bool] = field(default=False)


unique("external_providers_name", ExternalProvider.tenant_id, sa.func.lower(ExternalProvider.name), error=ProviderUsed)


class ExternalLogin(InTenant, Record, table="external_logins", audited=Audit("Users", "user_id")):
    """Who is called ``subject`` by a provider is this user here."""

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    provider: Col[UUID] = field(sa.ForeignKey("external_providers.key", ondelete="CASCADE"))
    subject: Col[str] = field(sa.String(256))
    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))
    linked: Col[datetime] = field()


unique("external_logins_subject", ExternalLogin.provider, ExternalLogin.subject, error=LoginLinked)
index("external_logins_user", ExternalLogin.user_id)


class Departure(InTenant, Record, table="departures"):
    """Somebody has left for a provider and is expected back, with this ``state`` and in the same browser."""

    state_hash: Col[str] = field(sa.String(64), primary_key=True)
    provider: Col[UUID] = field(sa.ForeignKey("external_providers.key", ondelete="CASCADE"))
    browser_hash: Col[str] = field(sa.String(64))
    nonce: Col[str] = field(sa.String(64))
    verifier: Col[str] = field(sa.String(128))
    back: Col[str] = field()
    expires: Col[datetime] = field()


index("departures_expires", Departure.expires)
index("departures_provider", Departure.provider)
