"""Passwords and what becomes of attempts to guess them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from podium.kernel.entity import Col, InTenant, Record, field, index


class Credential(InTenant, Record, table="credentials"):
    """The password of a local user."""

    user_id: Col[int] = field(sa.ForeignKey("users.id"), primary_key=True)
    password_hash: Col[str] = field()
    changed: Col[datetime] = field()
    must_change: Col[bool] = field(default=False)


class Guesses(InTenant, Record, table="guesses"):
    """How often in a row somebody failed to sign in under a name, whether there is such a user or not.

    After too many, nothing is tried until ``locked_until``: the same for every name, so that nobody learns which
    names exist.
    """

    tenant_id: Col[int] = field(primary_key=True)
    name: Col[str] = field(sa.String(256), primary_key=True)
    failures: Col[int] = field(default=0)
    last: Col[datetime] = field()
    locked_until: Col[datetime | None] = field()
    row_version: Col[int] = field(default=1)


index("guesses_last", Guesses.last)


class UsedPassword(InTenant, Record, table="used_passwords"):
    """A password a user once had, so that it is not taken again."""

    id: Col[int] = field(sa.Identity(), primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id"))
    password_hash: Col[str] = field()
    replaced: Col[datetime] = field()


index("used_passwords_user", UsedPassword.user_id, UsedPassword.id)


class Outcome(StrEnum):
    SUCCESS = "Success"
    WRONG = "InvalidCredentials"
    LOCKED = "LockedOut"
    REFUSED = "Refused"
    FORGOTTEN = "PasswordForgotten"


class LoginAttempt(InTenant, Record, table="login_attempts"):
    """Somebody tried to sign in; ``user_id`` is None where no such user was."""

    id: Col[int] = field(sa.Identity(), primary_key=True)
    user_id: Col[int | None] = field()
    name: Col[str] = field(sa.String(256))
    address: Col[str] = field(sa.String(64))
    client: Col[str] = field(sa.String(256))
    outcome: Col[Outcome] = field()
    time: Col[datetime] = field()


index("login_attempts_user", LoginAttempt.tenant_id, LoginAttempt.user_id, LoginAttempt.time)
index("login_attempts_address", LoginAttempt.address, LoginAttempt.time)
index("login_attempts_time", LoginAttempt.time)


class Purpose(StrEnum):
    RESET = "PasswordReset"
    CONFIRM = "EmailConfirmation"
    INVITE = "Invitation"


class OneTimeToken(InTenant, Record, table="one_time_tokens"):
    """A word sent by e-mail; only its hash is kept, and it is good for one use."""

    key: Col[UUID] = field(default=uuid4, primary_key=True)
    user_id: Col[int] = field(sa.ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Col[Purpose] = field()
    token_hash: Col[str] = field(sa.String(64))
    expires: Col[datetime] = field()


index("one_time_tokens_hash", OneTimeToken.token_hash)
index("one_time_tokens_user", OneTimeToken.user_id)
index("one_time_tokens_expires", OneTimeToken.expires)
