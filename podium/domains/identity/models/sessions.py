"""Sessions: who is signed in where, the refresh tokens that prolong it, and what was ended early."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.kernel.entity import Col, InTenant, Record, field, index


class Session(InTenant, Record, table="sessions"):
    """A person signed in, in a browser or by way of a client; tokens name it in their claim ``sid``.

    ``cookie_hash`` is of the browser's cookie, None where there is none.
    """

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Col[str | None] = field(sa.String(128))
    cookie_hash: Col[str | None] = field(sa.String(64))
    address: Col[str] = field(sa.String(64))
    agent: Col[str] = field(sa.String(256))
    started: Col[datetime] = field()
    last_used: Col[datetime] = field()
    expires: Col[datetime] = field()
    ended: Col[datetime | None] = field()
    token_version: Col[int] = field()
    """That of its user when it began; when it is another one now, the session is over."""


index("sessions_user", Session.tenant_id, Session.user_id)
index("sessions_cookie", Session.cookie_hash)
index("sessions_expires", Session.expires)


class RefreshToken(InTenant, Record, table="refresh_tokens"):
    """A refresh token is good once; ``used`` tells when that was. Using it again ends its session."""

    token_hash: Col[str] = field(sa.String(64), primary_key=True)
    session: Col[UUID] = field(sa.ForeignKey("sessions.key", ondelete="CASCADE"))
    client_id: Col[str] = field(sa.String(128))
    scope: Col[str] = field()
    expires: Col[datetime] = field()
    used: Col[datetime | None] = field()
    row_version: Col[int] = field(default=1)


index("refresh_tokens_session", RefreshToken.session)
index("refresh_tokens_expires", RefreshToken.expires)


class AuthorizationCode(InTenant, Record, table="authorization_codes"):
    """A code that a browser carries to a client, to be exchanged once for tokens; that ``began`` a session."""

    code_hash: Col[str] = field(sa.String(64), primary_key=True)
    session: Col[UUID] = field(sa.ForeignKey("sessions.key", ondelete="CASCADE"))
    client_id: Col[str] = field(sa.String(128))
    redirect_uri: Col[str] = field()
    scope: Col[str] = field()
    nonce: Col[str | None] = field()
    challenge: Col[str | None] = field(sa.String(128))
    expires: Col[datetime] = field()
    used: Col[datetime | None] = field()
    began: Col[UUID | None] = field()
    row_version: Col[int] = field(default=1)


index("authorization_codes_session", AuthorizationCode.session)
index("authorization_codes_expires", AuthorizationCode.expires)


class Ended(Record, table="ended_tokens", remembered=True):
    """A session or a single token that was ended before its time; ``key`` is its ``sid`` or ``jti``."""

    key: Col[str] = field(sa.String(64), primary_key=True)
    expires: Col[datetime] = field()
    """When the last token it concerns has ended anyway."""


index("ended_tokens_expires", Ended.expires)
