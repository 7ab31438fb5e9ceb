"""Credential stores, and which of them are the defaults."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from podium.domains.credentials.errors import StoreNameUsed
from podium.domains.credentials.plugin import FieldType
from podium.kernel.entity import (
    HIDDEN,
    REQUIRED,
    Col,
    Entity,
    InTenant,
    Json,
    Sealed,
    derived,
    field,
    index,
    navigation,
    sent,
    unique,
)
from podium.odata.wire import Complex

DATABASE = "Database"
"""The type of the store that every tenant has: our own database."""
DATABASE_NAME = "Orchestrator Database"


class ResourceType(StrEnum):
    ASSET = "AssetCredential"
    ROBOT = "RobotCredential"
    BUCKET = "BucketCredential"
    SECRETS = "Secrets"


class ProxyResourceType(StrEnum):
    ASSET = "AssetCredential"
    ROBOT = "RobotCredential"
    BUCKET = "BucketCredential"
    SECRETS = "Secrets"
    STORE = "CredentialStore"


class ProxyType(StrEnum):
    CONNECTED = "Connected"
    DISCONNECTED = "Disconnected"


class StoreDetails(Complex):
    is_read_only: bool


def _details(store: Any) -> StoreDetails:
    return StoreDetails(is_read_only=store.is_read_only)


class CredentialStore(InTenant, Entity, table="credential_stores", remembered=True, audited="CredentialStores"):
    """A store. ``settings`` are its plain entries with the secret ones masked, ``secrets`` a JSON object of these."""

    name: Col[str] = field(sa.String(128), wire=REQUIRED)
    type: Col[str] = field(sa.String(128), wire=REQUIRED)
    is_read_only: Col[bool] = field(default=False, wire=HIDDEN)
    settings: Col[Json | None] = field(wire=HIDDEN)
    secrets: Col[Sealed | None] = field()
    proxy_id: Col[int | None] = field()
    proxy_type: Col[ProxyType | None] = field()
    host_name: Col[str | None] = field(sa.String(450))
    additional_configuration = derived(str, lambda store: store.settings and bytes(store.settings).decode())
    configuration_sent = sent(str, name="AdditionalConfiguration")
    details = derived(StoreDetails, _details)
    default_credential_stores = navigation(lambda: DefaultCredentialStore, "id", "credential_store_id", many=True)
    ignored = frozenset({"details"})

    @property
    def is_ours(self) -> bool:
        return self.type == DATABASE

    @property
    def is_disconnected(self) -> bool:
        """Is it known to a proxy alone, where robots fetch its secrets themselves?"""
        return self.proxy_type is ProxyType.DISCONNECTED


unique("credential_stores_name", CredentialStore.tenant_id, sa.func.lower(CredentialStore.name), error=StoreNameUsed)


class DefaultCredentialStore(InTenant, Entity, table="default_credential_stores", remembered=True):
    """The store that secrets of a kind go to where none is named."""

    resource_type: Col[ResourceType] = field()
    credential_store_id: Col[int] = field(sa.ForeignKey("credential_stores.id", ondelete="CASCADE"), wire=HIDDEN)


unique(
    "default_credential_stores_type",
    *(DefaultCredentialStore.tenant_id, DefaultCredentialStore.resource_type),
    error=StoreNameUsed,
)
index("default_credential_stores_store", DefaultCredentialStore.credential_store_id)


class StoreResource(Complex):
    """Something whose secret lies in a store."""

    id: int
    name: str
    type: ResourceType


class ProxyResource(Complex):
    """Something whose secret is fetched through a proxy, with the store that it lies in."""

    id: int
    name: str
    type: ProxyResourceType
    credential_store_id: int
    credential_store_name: str


class ConfigurationEntry(Complex):
    """An entry that a type of store wants to be filled in."""

    key: str
    display_name: str
    value_type: FieldType
