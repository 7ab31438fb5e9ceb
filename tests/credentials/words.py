"""What is said about credential stores."""

import json
from typing import Any

from tests.api import Api

ODATA = "UiPath.Server.Configuration.OData"


async def store(api: Api, kind: str, name: str = "Outside", status: int = 201, **configuration: str) -> Any:
    """Connect a store."""
    body = {"Name": name, "Type": kind, "AdditionalConfiguration": json.dumps(configuration)}
    return await api.post("CredentialStores", status, **body)


async def use(api: Api, made: Any, *kinds: str) -> None:
    """Let new secrets go to a store."""
    for kind in kinds or ("AssetCredential",):
        path = f"CredentialStores({made['Id']})/{ODATA}.SetDefaultStoreForResourceType"
        assert await api.post(path, resourceType=kind) == {}
