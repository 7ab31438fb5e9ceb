"""Stores, and the defaults."""

import sqlalchemy as sa

from podium.domains.credentials.models import DATABASE, CredentialStore, DefaultCredentialStore, ResourceType
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def store_numbered(ctx: Context, store_id: int) -> sa.Select[CredentialStore]:
    return ctx.select(CredentialStore).where(CredentialStore.id == store_id)


@prepared
def stores_of_proxy(ctx: Context, proxy_id: int) -> sa.Select[CredentialStore]:
    return ctx.select(CredentialStore).where(CredentialStore.proxy_id == proxy_id).order_by(CredentialStore.id)


@prepared
def default_for(ctx: Context, resource_type: ResourceType) -> sa.Select[DefaultCredentialStore]:
    return ctx.select(DefaultCredentialStore).where(DefaultCredentialStore.resource_type == resource_type)


@prepared
def defaults_of(ctx: Context, store_id: int) -> sa.Select[DefaultCredentialStore]:
    return ctx.select(DefaultCredentialStore).where(DefaultCredentialStore.credential_store_id == store_id)


def store(ctx: Context, row: CredentialStore) -> CredentialStore:
    return row


@prepared
def stores(ctx: Context) -> sa.Select[CredentialStore]:
    """Our database first, then as they were made."""
    ours = (CredentialStore.type == DATABASE).desc()
    return ctx.select(CredentialStore).order_by(ours, CredentialStore.id)
