"""Secrets behind a disconnected proxy: a robot fetches them there itself, with a token that says what it may have."""

from datetime import timedelta
from typing import Any

import msgspec

from podium.domains.assets.models.robots import ConnectionData
from podium.domains.credentials.holding import store_of
from podium.domains.identity import tokens
from podium.kernel.context import Context

AUDIENCE = "credentials-proxy"
LIFETIME = timedelta(minutes=5)


async def connection(ctx: Context, value: Any, robot_id: int | None) -> ConnectionData | None:
    """Where a robot fetches the secret of a value; None where it gets it from here."""
    store = await store_of(ctx, value)
    if not store.is_disconnected:
        return None
    wanted = {"credentialStore": store.name, "externalName": value.external_name}
    claims = {"sub": f"robot:{robot_id}", "aud": AUDIENCE, "tenantId": ctx.tenant_id, **wanted}
    token = await tokens.sign(ctx, claims, LIFETIME, kind="JWT")
    return ConnectionData(url=store.host_name or "", body=msgspec.json.encode(wanted).decode(), bearer_token=token)
