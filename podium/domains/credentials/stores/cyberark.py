"""CyberArk: the Central Credential Provider, and Conjur. Both are only read from."""

import base64
from collections.abc import Mapping
from urllib.parse import quote

import httpx

from podium.domains.credentials.plugin import Field, FieldType, Secret, StoreProblem, StoreType
from podium.domains.credentials.stores.requests import accepted, members, send, trust_in

PROVIDER_FIELDS = (
    Field("CentralCredentialProviderUrl", "Central Credential Provider URL", required=True),
    Field("ApplicationId", "Application ID", required=True),
    Field("Safe", "Safe", required=True),
    Field("Folder", "Folder", default="Root"),
    Field("WebServiceName", "Web service name", default="AIMWebService"),
    Field("ClientCertificate", "Client certificate and its key, as PEM", FieldType.SECRET_FILE),
    Field("ServerRootCertificate", "Root certificate of the server, as PEM"),
)
CONJUR_FIELDS = (
    Field("ServiceUrl", "Conjur URL", required=True),
    Field("Account", "Account", required=True),
    Field("LoginName", "Login name, as host/podium", required=True),
    Field("ApiKey", "API key", FieldType.SECRET, required=True),
    Field("VariablePrefix", "Beginning of the ids of variables"),
    Field("ServerRootCertificate", "Root certificate of the server, as PEM"),
)


class _ReadOnly:
    async def write(self, name: str, secret: Secret) -> None:
        raise StoreProblem("This store is only read from.")

    async def remove(self, name: str) -> None:
        raise StoreProblem("This store is only read from.")


class CentralCredentialProvider(_ReadOnly):
    """The accounts of one safe, by the names of their objects."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.configuration = configuration
        address = configuration["CentralCredentialProviderUrl"].rstrip("/")
        self.url = f"{address}/{configuration['WebServiceName']}/api/Accounts"
        self.trust = trust_in(configuration["ServerRootCertificate"], configuration["ClientCertificate"])

    async def check(self) -> None:
        """Whether the provider can be reached; what the application may read is known by its answers alone."""
        await send("GET", self.url, trust=self.trust, params={"AppID": self.configuration["ApplicationId"]})

    async def read(self, name: str) -> Secret:
        given = self.configuration
        wanted = {"AppID": given["ApplicationId"], "Safe": given["Safe"], "Folder": given["Folder"], "Object": name}
        found = members(accepted(await send("GET", self.url, trust=self.trust, params=wanted)))
        return Secret(str(found["Content"]), str(found.get("UserName") or ""))


class Conjur(_ReadOnly):
    """The variables of one account. A token lasts some minutes; it is got anew when it is refused."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.configuration = configuration
        self.address, self.account = configuration["ServiceUrl"].rstrip("/"), quote(configuration["Account"])
        self.trust = trust_in(configuration["ServerRootCertificate"], "")
        self.token = ""

    async def check(self) -> None:
        self.token = await self._sign_in()

    async def read(self, name: str) -> Secret:
        answer = await self._get(name)
        if answer.status_code == 401:
            self.token = ""
            answer = await self._get(name)
        return Secret.from_text(accepted(answer).text)

    async def _get(self, name: str) -> httpx.Response:
        self.token = self.token or await self._sign_in()
        variable = quote(f"{self.configuration['VariablePrefix']}{name}", safe="")
        headers = {"authorization": f'Token token="{self.token}"'}
        url = f"{self.address}/secrets/{self.account}/variable/{variable}"
        return await send("GET", url, trust=self.trust, headers=headers)

    async def _sign_in(self) -> str:
        login = quote(self.configuration["LoginName"], safe="")
        url = f"{self.address}/authn/{self.account}/{login}/authenticate"
        answer = accepted(await send("POST", url, trust=self.trust, content=self.configuration["ApiKey"]))
        return base64.b64encode(answer.content).decode()


TYPES = (
    StoreType("CyberArk CCP", CentralCredentialProvider, PROVIDER_FIELDS, read_only=True),
    StoreType("CyberArk Conjur", Conjur, CONJUR_FIELDS, read_only=True),
)
