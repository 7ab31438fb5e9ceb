"""Setting values: what fits the type is kept, the rest is emptied, and secrets go where they belong."""

from typing import Any
from uuid import uuid4

import msgspec

from podium.domains.assets.errors import PasswordMissing, PasswordOfUserMissing, SecretMissing
from podium.domains.assets.models import (
    CREDENTIALS,
    NO_PAIRS,
    SECRETS,
    TEXTS,
    AssetUserValue,
    GivenValue,
    Valued,
    ValueType,
)
from podium.domains.assets.queries import values_in_store
from podium.domains.credentials.events import StoreDeleting
from podium.domains.credentials.holding import forget, keep, settle_store
from podium.domains.credentials.models import ResourceType
from podium.domains.credentials.plugin import Secret
from podium.kernel.context import Context
from podium.kernel.entity import Json
from podium.kernel.errors import BadRequest


async def put_value(ctx: Context, row: Any, given: GivenValue, name: str) -> None:
    """Set the value of an asset, or of a user or robot; ``name`` is what a store outside is to call its secret."""
    _put_plain(row, given)
    if row.value_type in SECRETS:
        await _put_secret(ctx, row, given, name)


async def clear_value(ctx: Context, row: Any) -> None:
    """Take a value away; a store outside forgets its secret."""
    _put_plain(row, GivenValue())
    if row.secret_mark is not None:
        await forget(ctx, row)
    row.credential_username, row.external_name, row.secret, row.secret_mark = "", None, None, None


async def leave_store(ctx: Context, event: StoreDeleting) -> None:
    """Let values whose secrets lie in a store that goes be without."""
    for rows in values_in_store(ctx, event.store_id):
        for row in await ctx.all(rows):
            row.credential_store_id, row.external_name, row.secret, row.secret_mark = None, None, None, None


def _put_plain(row: Valued, given: GivenValue) -> None:
    row.string_value, row.bool_value, row.int_value, row.key_value_list = "", False, 0, NO_PAIRS
    row.credential_username = (row.credential_username or "") if row.value_type in CREDENTIALS else ""
    if row.value_type in TEXTS:
        row.string_value = _either(given.string_value, given.value) or ""
    elif row.value_type is ValueType.BOOL:
        row.bool_value = given.bool_value if given.bool_value is not None else _flag(given.value)
    elif row.value_type is ValueType.INTEGER:
        row.int_value = given.int_value if given.int_value is not None else _number(given.value)
    elif row.value_type is ValueType.KEY_VALUE_LIST:
        row.key_value_list = Json(msgspec.json.encode(given.key_value_list or []))


async def _put_secret(ctx: Context, row: Any, given: GivenValue, name: str) -> None:
    """Keep a password or secret; one that is not sent stays, but not under another user name or in another store."""
    password = given.secret_value if row.value_type is ValueType.SECRET else given.credential_password
    before = (row.credential_username, row.credential_store_id, row.external_name)
    if row.value_type in CREDENTIALS and given.credential_username is not None:
        row.credential_username = given.credential_username
    row.credential_store_id = given.credential_store_id or row.credential_store_id
    row.external_name = given.external_name or row.external_name
    kind = ResourceType.SECRETS if row.value_type is ValueType.SECRET else ResourceType.ASSET
    store = await settle_store(ctx, row, kind, name)
    is_same = before == (row.credential_username, row.credential_store_id, row.external_name)
    if password:
        await keep(ctx, row, "secret", Secret(password, row.credential_username))
        row.secret_mark = uuid4()
    elif not store.is_read_only and not (row.secret_mark and is_same):
        raise _missing(row)


def _missing(row: Any) -> Exception:
    if row.value_type is ValueType.SECRET:
        return SecretMissing(why="The value of a secret cannot be empty.", field="SecretValue")
    is_new = row.secret_mark is None
    return PasswordMissing() if is_new and not isinstance(row, AssetUserValue) else PasswordOfUserMissing()


def _either(one: str | None, other: str | None) -> str | None:
    return one if one is not None else other


def _flag(text: str | None) -> bool:
    word = (text or "false").lower()
    if word not in ("true", "false"):
        raise BadRequest(why=f"Value: '{text}' is neither true nor false.", field="Value")
    return word == "true"


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        raise BadRequest(why=f"Value: '{text}' is no whole number.", field="Value") from None
