"""What is said about licences."""

import json
from typing import Any

from tests.api import Api


def file(code: str = "L1", **content: Any) -> dict[str, Any]:
    return {"file": ("license.json", json.dumps({"code": code, **content}), "application/json")}


async def limited(api: Api, **allowed: int) -> None:
    """Limit the tenant."""
    await api.call("POST", "Settings/UploadLicense", files=file(allowed=allowed))
