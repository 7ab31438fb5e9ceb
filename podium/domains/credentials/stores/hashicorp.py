"""HashiCorp Vault and OpenBao: secrets of a key-value engine, version 2."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from podium.domains.credentials.plugin import Field, FieldType, Secret, StoreProblem, StoreType
from podium.domains.credentials.stores.requests import accepted, members, send

FIELDS = (
    Field("VaultUri", "Vault URI", required=True),
    Field("AuthenticationType", "Authentication type: Token, AppRole or UsernamePassword", default="Token"),
    Field("Token", "Token", FieldType.SECRET),
    Field("RoleId", "Role ID"),
    Field("SecretId", "Secret ID", FieldType.SECRET),
    Field("Username", "Username"),
    Field("Password", "Password", FieldType.SECRET),
    Field("SecretsEnginePath", "Path of the key-value engine", default="secret"),
    Field("DataPath", "Folder of the secrets within the engine"),
    Field("Namespace", "Namespace"),
)
LOGINS = {"approle": "auth/approle/login", "usernamepassword": "auth/userpass/login/{Username}"}


class Vault:
    """One engine of a vault. A token that was got by signing in is got anew when it is refused."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.configuration = configuration
        self.address = configuration["VaultUri"].rstrip("/")
        self.kind = configuration["AuthenticationType"].lower()
        if self.kind != "token" and self.kind not in LOGINS:
            raise StoreProblem("AuthenticationType must be Token, AppRole or UsernamePassword.")
        self.token = configuration["Token"] if self.kind == "token" else ""

    async def check(self) -> None:
        await self._call("GET", "auth/token/lookup-self")

    async def read(self, name: str) -> Secret:
        data = (await self._call("GET", self._path("data", name)))["data"]["data"]
        known = {key.lower(): str(value) for key, value in data.items()}
        return Secret(known.get("password") or known["value"], known.get("username", ""))

    async def write(self, name: str, secret: Secret) -> None:
        data = {"Username": secret.username, "Password": secret.password}
        await self._call("POST", self._path("data", name), json={"data": data})

    async def remove(self, name: str) -> None:
        await self._call("DELETE", self._path("metadata", name))

    def _path(self, what: str, name: str) -> str:
        engine, folder = (self.configuration[part].strip("/") for part in ("SecretsEnginePath", "DataPath"))
        return "/".join([engine, what, *filter(None, [quote(folder)]), quote(name)])

    async def _call(self, method: str, path: str, **options: Any) -> Mapping[str, Any]:
        url = f"{self.address}/v1/{path}"
        fresh = not self.token
        self.token = self.token or await self._sign_in()
        answer = await send(method, url, headers=self._headers(), **options)
        if answer.status_code == 403 and not fresh and self.kind != "token":
            self.token = await self._sign_in()
            answer = await send(method, url, headers=self._headers(), **options)
        return members(answer) if accepted(answer).content else {}

    async def _sign_in(self) -> str:
        given = self.configuration
        body = {"role_id": given["RoleId"], "secret_id": given["SecretId"]}
        if self.kind == "usernamepassword":
            body = {"password": given["Password"]}
        path = LOGINS[self.kind].format(Username=quote(given["Username"]))
        namespace = {"X-Vault-Namespace": given["Namespace"]} if given["Namespace"] else {}
        answer = await send("POST", f"{self.address}/v1/{path}", headers=namespace, json=body)
        return str(members(accepted(answer))["auth"]["client_token"])

    def _headers(self) -> dict[str, str]:
        headers = {"X-Vault-Token": self.token, "X-Vault-Namespace": self.configuration["Namespace"]}
        return {name: value for name, value in headers.items() if value}


TYPES = (
    StoreType("HashiCorp Vault", Vault, FIELDS),
    StoreType("HashiCorp Vault (read-only)", Vault, FIELDS, read_only=True),
)
