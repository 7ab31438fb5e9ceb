"""Azure Key Vault."""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from podium.domains.credentials.plugin import Field, FieldType, Missing, Secret, StoreProblem, StoreType
from podium.domains.credentials.stores.requests import accepted, members, send

FIELDS = (
    Field("KeyVaultUri", "Key vault URI", required=True),
    Field("DirectoryId", "Directory (tenant) ID", required=True),
    Field("ClientId", "Client ID", required=True),
    Field("ClientSecret", "Client secret", FieldType.SECRET, required=True),
    Field("AuthorityUri", "Authority URI", default="https://login.microsoftonline.com"),
)
VERSION = {"api-version": "7.4"}
SCOPE = "https://vault.azure.net/.default"
NAME = re.compile("[0-9A-Za-z-]{1,127}")


class KeyVault:
    """The secrets of one vault, as an application of a directory sees them."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.configuration = configuration
        self.address = configuration["KeyVaultUri"].rstrip("/")
        self.token = ""

    async def check(self) -> None:
        self.token = await self._sign_in()

    async def read(self, name: str) -> Secret:
        return Secret.from_text(str(members(await self._call("GET", name))["value"]))

    async def write(self, name: str, secret: Secret) -> None:
        await self._call("PUT", name, json={"value": secret.to_text()})

    async def remove(self, name: str) -> None:
        try:
            await self._call("DELETE", name)
        except Missing:
            return

    async def _call(self, method: str, name: str, **options: Any) -> httpx.Response:
        if not NAME.fullmatch(name):
            raise StoreProblem("A key vault takes names of letters, digits and dashes alone; give an external name.")
        answer = await self._send(method, name, **options)
        if answer.status_code == 401:
            self.token = ""
            answer = await self._send(method, name, **options)
        return accepted(answer)

    async def _send(self, method: str, name: str, **options: Any) -> httpx.Response:
        self.token = self.token or await self._sign_in()
        headers = {"authorization": f"Bearer {self.token}"}
        return await send(method, f"{self.address}/secrets/{name}", params=VERSION, headers=headers, **options)

    async def _sign_in(self) -> str:
        given = self.configuration
        form = {
            "grant_type": "client_credentials",
            "client_id": given["ClientId"],
            "client_secret": given["ClientSecret"],
            "scope": SCOPE,
        }
        url = f"{given['AuthorityUri'].rstrip('/')}/{given['DirectoryId']}/oauth2/v2.0/token"
        return str(members(accepted(await send("POST", url, data=form)))["access_token"])


TYPES = (
    StoreType("Azure Key Vault", KeyVault, FIELDS),
    StoreType("Azure Key Vault (read-only)", KeyVault, FIELDS, read_only=True),
)
