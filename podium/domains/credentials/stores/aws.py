"""AWS Secrets Manager."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from podium.domains.credentials.plugin import Field, FieldType, Missing, Secret, StoreProblem, StoreType
from podium.domains.credentials.stores.requests import members, send
from podium.kernel.database import utc_now

FIELDS = (
    Field("Region", "Region", required=True),
    Field("AccessKey", "Access key", required=True),
    Field("SecretKey", "Secret key", FieldType.SECRET, required=True),
    Field("ServiceUrl", "Service URL, where it is not that of the region"),
)
SERVICE = "secretsmanager"
CONTENT = "application/x-amz-json-1.1"
UNKNOWN = "ResourceNotFoundException"


class AwsSecrets:
    """The secrets of one account and region."""

    def __init__(self, configuration: Mapping[str, str]) -> None:
        self.region, self.key = configuration["Region"], configuration["AccessKey"]
        self.secret = configuration["SecretKey"]
        self.url = httpx.URL(configuration["ServiceUrl"] or f"https://{SERVICE}.{self.region}.amazonaws.com/")

    async def check(self) -> None:
        await self._call("ListSecrets", MaxResults=1)

    async def read(self, name: str) -> Secret:
        return Secret.from_text((await self._call("GetSecretValue", SecretId=name))["SecretString"])

    async def write(self, name: str, secret: Secret) -> None:
        try:
            await self._call("PutSecretValue", SecretId=name, SecretString=secret.to_text())
        except Missing:
            await self._call("CreateSecret", Name=name, SecretString=secret.to_text())

    async def remove(self, name: str) -> None:
        try:
            await self._call("DeleteSecret", SecretId=name, ForceDeleteWithoutRecovery=True)
        except Missing:
            return

    async def _call(self, operation: str, **body: Any) -> Mapping[str, Any]:
        content = json.dumps(body).encode()
        headers = {"content-type": CONTENT, "x-amz-target": f"{SERVICE}.{operation}"}
        # Others compare the moment of a signature with their clocks, so it is the real one.
        signed = self._signed(headers, content, utc_now())
        answer = await send("POST", str(self.url), content=content, headers=signed)
        if answer.status_code == 200:
            return members(answer)
        problem = str(members(answer).get("__type", answer.status_code)).rpartition("#")[2]
        raise (Missing if problem == UNKNOWN else StoreProblem)(f"{operation}: {problem}")

    def _signed(self, headers: Mapping[str, str], content: bytes, moment: datetime) -> dict[str, str]:
        """Sign a request as AWS's version 4 has it."""
        stamp = moment.strftime("%Y%m%dT%H%M%SZ")
        named = {**headers, "host": self.url.netloc.decode(), "x-amz-date": stamp}
        names = ";".join(sorted(named))
        lines = "".join(f"{name}:{named[name]}\n" for name in sorted(named))
        request = "\n".join(["POST", "/", "", lines, names, hashlib.sha256(content).hexdigest()])
        scope = f"{stamp[:8]}/{self.region}/{SERVICE}/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
        key = f"AWS4{self.secret}".encode()
        for word in (*scope.split("/"), text):
            key = hmac.digest(key, word.encode(), "sha256")
        given = f"Credential={self.key}/{scope}, SignedHeaders={names}, Signature={key.hex()}"
        return {**named, "authorization": f"AWS4-HMAC-SHA256 {given}"}


TYPES = (
    StoreType("AWS Secrets Manager", AwsSecrets, FIELDS),
    StoreType("AWS Secrets Manager (read-only)", AwsSecrets, FIELDS, read_only=True),
)
