"""Applications, personal tokens, and the keys that sign tokens."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, Audit, Col, InTenant, Record, Sealed, Stamped, field, index


class Application(InTenant, Stamped, Record, table="applications", remembered=True, audited=Audit("Users", "user_id")):
    """An external application.

    With ``user_id`` it acts as that user, of a type of its own, who holds its roles. ``is_public``: it can keep
    no secret, so people sign in through it with PKCE. Scopes are separated by blanks, addresses by line ends.
    """

    client_id: Col[str] = field(sa.String(128), primary_key=True)
    name: Col[str] = field(sa.String(256))
    is_public: Col[bool] = field(default=False)
    is_built_in: Col[bool] = field(default=False)
    user_id: Col[int | None] = field(sa.ForeignKey("users.id"))
    scopes: Col[str] = field(default="")
    """What it may ask for as itself."""
    user_scopes: Col[str] = field(default="")
    """What it may ask for on behalf of people."""
    redirect_uris: Col[str] = field(default="")


index("applications_tenant", Application.tenant_id)
index("applications_user", Application.user_id)


class ApplicationSecret(InTenant, Record, table="application_secrets", remembered=True):
    """A secret of a confidential application; of its value only the hash is kept."""

    id: Col[int] = field(sa.Identity(), primary_key=True)
    client_id: Col[str] = field(sa.ForeignKey("applications.client_id"))
    description: Col[str | None] = field(sa.String(256))
    secret_hash: Col[str] = field(sa.String(64))
    created: Col[datetime] = field()
    expires: Col[datetime | None] = field()


index("application_secrets_client", ApplicationSecret.client_id)


class PersonalToken(InTenant, Record, table="personal_tokens", remembered=True, audited=Audit("Users", "user_id")):
    """A token that a person made for a tool; its value was shown once, only the hash is kept."""

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id"))
    name: Col[str] = field(sa.String(256))
    scope: Col[str] = field()
    token_hash: Col[str] = field(sa.String(64), wire=HIDDEN)
    created: Col[datetime] = field()
    expires: Col[datetime] = field()


index("personal_tokens_user", PersonalToken.tenant_id, PersonalToken.user_id)
index("personal_tokens_hash", PersonalToken.token_hash)


class SigningKey(Record, table="signing_keys", remembered=True):
    """A key that signs tokens: its private part sealed. The newest signs, the others still verify."""

    kid: Col[str] = field(sa.String(64), primary_key=True)
    private: Col[Sealed] = field()
    created: Col[datetime] = field()
