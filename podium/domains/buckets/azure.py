"""Azure Blob Storage."""

import base64
import hmac
from datetime import timedelta
from urllib.parse import quote, urlencode

from obstore.store import AzureStore

from podium.domains.buckets.outside import Outside, options
from podium.kernel.database import utc_now

VERSION = "2021-08-06"
PERMISSIONS = {"GET": "r", "PUT": "cw"}


class Azure(Outside):
    """A container. Its addresses are signed here: the library signs encoded names, and Azure wants them plain."""

    def __init__(self, endpoint: str, account: str, key: str, container: str) -> None:
        store = AzureStore(
            container,
            account_name=account,
            account_key=key,
            endpoint=endpoint,
            client_options=options(endpoint),
        )
        super().__init__(store, signs=True)
        self.address_of_container = f"{endpoint}/{container}"
        self.name, self.key = f"/blob/{account}/{container}", base64.b64decode(key)

    def address(self, verb: str, path: str, lifetime: timedelta) -> str:
        # Azure compares the end with its clock, so it is told in real time.
        until = (utc_now() + lifetime).strftime("%Y-%m-%dT%H:%M:%SZ")
        may = PERMISSIONS[verb]
        lines = [may, "", until, f"{self.name}{path}", "", "", "", VERSION, "b", "", "", "", "", "", "", ""]
        signature = base64.b64encode(hmac.digest(self.key, "\n".join(lines).encode(), "sha256")).decode()
        query = {"sv": VERSION, "sr": "b", "sp": may, "se": until, "sig": signature}
        return f"{self.address_of_container}{quote(path)}?{urlencode(query)}"
