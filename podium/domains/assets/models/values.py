"""What an asset, or its value for one user or robot, holds."""

from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from podium.kernel.entity import HIDDEN, REQUIRED, Col, Json, Sealed, between, derived, field, sent
from podium.odata.wire import Complex

NO_PAIRS = Json(b"[]")
MOST_CHARACTERS = 1_000_000
MOST_IN_SECRET = 25_000
INT32 = between(-(2**31), 2**31 - 1)


class ValueType(StrEnum):
    DB_CONNECTION_STRING = "DBConnectionString"
    HTTP_CONNECTION_STRING = "HttpConnectionString"
    TEXT = "Text"
    BOOL = "Bool"
    INTEGER = "Integer"
    CREDENTIAL = "Credential"
    WINDOWS_CREDENTIAL = "WindowsCredential"
    KEY_VALUE_LIST = "KeyValueList"
    SECRET = "Secret"  # noqa: S105 - the name of a type


CREDENTIALS = frozenset({ValueType.CREDENTIAL, ValueType.WINDOWS_CREDENTIAL})
SECRETS = CREDENTIALS | {ValueType.SECRET}
TEXTS = frozenset({ValueType.TEXT, ValueType.DB_CONNECTION_STRING, ValueType.HTTP_CONNECTION_STRING})


class KeyValue(Complex):
    type_name = "CustomKeyValuePair"
    key: str
    value: str | None = None


def value_shown(row: Any) -> str:
    """A value as text, whatever its type; of a credential its user name."""
    if row.value_type is ValueType.BOOL:
        return str(row.bool_value)
    if row.value_type is ValueType.INTEGER:
        return str(row.int_value)
    if row.value_type in CREDENTIALS:
        return f"username: {row.credential_username}" if row.credential_username else ""
    return str(row.string_value)


def nothing(row: Any) -> str:
    """What is shown of secrets."""
    return ""


class Valued:
    """Rows with a value. What does not belong to its type is empty.

    ``secret`` is the password or secret where our own store keeps it; another store keeps it under ``external_name``.
    ``secret_mark`` is another one whenever the secret is: it tells of a change without telling the secret.
    """

    value_type: Col[ValueType] = field(wire=REQUIRED)
    string_value: Col[str | None] = field(sa.String(MOST_CHARACTERS))
    bool_value: Col[bool | None] = field()
    int_value: Col[int | None] = field(wire=INT32)
    credential_username: Col[str | None] = field(sa.String(512))
    credential_store_id: Col[int | None]
    external_name: Col[str | None] = field(sa.String(450))
    key_value_list: Col[Json | None] = field(of=list[KeyValue])
    secret: Col[Sealed | None] = field()
    secret_mark: Col[UUID | None] = field(wire=HIDDEN)
    value = derived(str, value_shown)
    credential_password = derived(str, nothing)
    secret_value = derived(str, nothing)
    value_sent = sent(str, name="Value")
    password_sent = sent(str, name="CredentialPassword", length=MOST_IN_SECRET)
    secret_sent = sent(str, name="SecretValue", length=MOST_IN_SECRET)
