"""Secrets are planted wherever the server takes or makes some, and are then looked for wherever it writes."""

import base64
import json
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from podium.kernel.postgres import find_binaries
from tests.api import Clock
from tests.buckets.stores import CONTAINER, amazon
from tests.cli.test_up import data
from tests.identity.browser import CLI
from tests.identity.provider import provider
from tests.identity.slapd import BASE, READER, SECRET, directory_server
from tests.servers import PASSWORD, checked, podium, serving
from tools.skips import needs

pytestmark = pytest.mark.slow
__all__ = ["data"]
NS = "UiPath.Server.Configuration.OData"
IDENTITY = "/identity_/api"
KNOWN = "user-that-is-no-secret"


class Planter:
    """Makes calls as the administrator, and remembers what must not be found."""

    def __init__(self, caller: httpx.Client, store: str) -> None:
        self.caller, self.store, self.planted = caller, store, [PASSWORD]

    def word(self) -> str:
        self.planted.append(f"Planted-{uuid4().hex}")
        return self.planted[-1]

    def post(self, path: str, status: int, **body: Any) -> Any:
        return checked(self.caller.post(path, json=body), status)


def assets(plant: Planter) -> None:
    about = {"ValueScope": "Global", "AllowDirectApiAccess": True}
    login = {"Name": "Login", "ValueType": "Credential", "CredentialUsername": KNOWN}
    made = plant.post("/odata/Assets", 201, **about, **login, CredentialPassword=plant.word())
    checked(plant.caller.patch(f"/odata/Assets({made['Id']})", json={"CredentialPassword": plant.word()}), 200)
    plant.post("/odata/Assets", 201, **about, Name="Token", ValueType="Secret", SecretValue=plant.word())
    read = {"assetName": "Login"}
    path = f"/odata/Assets/{NS}.GetRobotAssetByNameForRobotKey"
    answer = plant.caller.post(path, json=read, headers={"Idempotency-Key": uuid4().hex})
    assert checked(answer, 200)["CredentialPassword"] in plant.planted


def settings(plant: Planter) -> None:
    names = ("Abp.Net.Mail.Smtp.Password", "DeploymentBasicPassword", "Deployment.Libraries.BasicPassword")
    chosen = [{"Name": name, "Value": plant.word()} for name in names]
    plant.post(f"/odata/Settings/{NS}.UpdateBulk", 200, settings=chosen)


def stores(plant: Planter) -> None:
    """A credential store and a bucket, each with a key of its own, and a secret that is kept outside."""
    given = {"Region": "eu-central-1", "AccessKey": "key", "SecretKey": plant.word(), "ServiceUrl": plant.store}
    about = {"Name": "Outside", "Type": "AWS Secrets Manager", "AdditionalConfiguration": json.dumps(given)}
    made = plant.post("/odata/CredentialStores", 201, **about)
    login = {"Name": "Out", "ValueScope": "Global", "ValueType": "Credential", "CredentialUsername": "bob"}
    where = {"CredentialStoreId": made["Id"], "CredentialPassword": plant.word()}
    plant.post("/odata/Assets", 201, **login, **where)
    parameters = f"Endpoint={plant.store};EndpointRegion=us-east-1;AccessKey=key;SecretKey=$Password"
    bucket = {"StorageProvider": "S3Compatible", "StorageParameters": parameters, "StorageContainer": CONTAINER}
    plant.post("/odata/Buckets", 201, Name="Out", Identifier=str(uuid4()), Password=plant.word(), **bucket)


def items(plant: Planter) -> None:
    plant.post("/odata/QueueDefinitions", 201, Name="Sealed", Encrypted=True)
    start = "/odata/Queues/UiPathODataSvc"
    item = {"Name": "Sealed", "SpecificContent": {"Iban": plant.word()}}
    plant.post(f"{start}.AddQueueItem", 201, itemData=item)
    taken = plant.post(f"{start}.StartTransaction", 200, transactionData={"Name": "Sealed"})
    result = {"IsSuccessful": True, "Output": {"Paid": plant.word()}}
    plant.post(f"/odata/Queues({taken['Id']})/UiPathODataSvc.SetTransactionResult", 200, transactionResult=result)


def people(plant: Planter) -> None:
    robot = {"UserName": "DOM\\ann", "Password": plant.word(), "CredentialType": "Default"}
    user = {"UserName": "ann", "Password": plant.word(), "UnattendedRobot": robot, "MayHaveUnattendedSession": True}
    made = plant.post("/odata/Users", 201, **user)
    change = {"newPassword": plant.word()}
    checked(plant.caller.post(f"{IDENTITY}/User/{made['Key']}/changepassword", json=change), 200)
    token = plant.post(f"{IDENTITY}/ReferenceToken", 201, name="laptop", scopes=["OR.Assets"])["token"]
    plant.planted += [token, plant.caller.headers["authorization"].removeprefix("Bearer ")]


def clients(plant: Planter) -> None:
    """Secrets that the server makes itself: of a machine and of an application, and their tokens."""
    machine = plant.post("/odata/Machines", 201, Name="m", Type="Template", UnattendedSlots=1)
    body = {"name": "Reports", "applicationScopes": ["OR.Assets"]}
    application = plant.post(f"{IDENTITY}/ExternalClient", 201, **body)
    known = {machine["LicenseKey"]: machine["ClientSecret"], application["id"]: application["secret"]}
    for client, secret in known.items():
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
        got = checked(plant.caller.post("/identity_/connect/token", data=form), 200)
        plant.planted += [secret, got["access_token"]]


def elsewhere(plant: Planter, directory: str, issuer: str) -> None:
    """What lets us ask a directory and a provider, and what people type to be let in there."""
    about = {"domain": "example.test", "url": directory, "base": BASE, "reader": READER}
    made = plant.post(f"{IDENTITY}/DirectoryConnection", 201, **about, password=SECRET)
    wrong = about | {"password": plant.word()}
    checked(plant.caller.put(f"{IDENTITY}/DirectoryConnection/{made['id']}", json=wrong), 400)
    wish = {"name": "Example", "issuer": issuer, "clientId": "podium"}
    trusted = plant.post(f"{IDENTITY}/ExternalIdentityProvider", 201, **wish, clientSecret=plant.word())
    changed = wish | {"clientSecret": plant.word()}
    checked(plant.caller.put(f"{IDENTITY}/ExternalIdentityProvider/{trusted['id']}", json=changed), 200)
    plant.post("/odata/Users", 201, UserName="alice", Type="DirectoryUser", Domain="example.test")
    form = {"grant_type": "password", "client_id": CLI, "username": "alice"}
    for password, status in (("wonderland", 200), (plant.word(), 400)):
        checked(plant.caller.post("/identity_/connect/token", data=form | {"password": password}), status)
    plant.planted += [SECRET, "wonderland"]


def mistakes(plant: Planter) -> None:
    """What is refused is told of, and must not be told with its secret."""
    plant.post("/odata/Assets", 400, ValueType="Credential", CredentialPassword=plant.word(), Nonsense=1)
    login = {"tenancyName": "Default", "usernameOrEmailAddress": "ann", "password": plant.word()}
    plant.post("/api/Account/Authenticate", 400, **login)
    form = {"grant_type": "client_credentials", "client_id": "none", "client_secret": plant.word()}
    checked(plant.caller.post("/identity_/connect/token", data=form), 400)
    given = {"VaultUri": "http://127.0.0.1:1", "Token": plant.word()}
    about = {"Name": "Down", "Type": "HashiCorp Vault", "AdditionalConfiguration": json.dumps(given)}
    plant.post("/odata/CredentialStores", 500, **about)


def test_planted_secrets_are_found_in_clear_nowhere(data: Path, tmp_path: Path) -> None:
    secret = f"Planted-{uuid4().hex}"
    told = {"PODIUM_CLIENT_ID": "first", "PODIUM_CLIENT_SECRET": secret}
    with amazon() as store:
        planted = sown(data, tmp_path, told, store, assets, settings, stores, items, people, clients, mistakes)
    assert not leaks(data, tmp_path, [secret, *planted], KNOWN)


@needs("slapd")
@needs("node")
def test_secrets_of_those_through_whom_people_sign_in_are_found_in_clear_nowhere(data: Path, tmp_path: Path) -> None:
    with directory_server() as directory, provider(Clock().now) as issuer:
        planted = sown(data, tmp_path, {}, "", partial(elsewhere, directory=directory, issuer=issuer))
    assert not leaks(data, tmp_path, planted, "alice")


def sown(data: Path, to: Path, told: dict[str, str], store: str, *sowers: Callable[[Planter], None]) -> list[str]:
    """Let a server be told secrets, and back it up; gives them."""
    with serving(data, environment={"PODIUM_LOG": "DEBUG", **told}, log=to / "log") as server:
        with server.caller() as caller:
            plant = Planter(caller, store)
            for sow in sowers:
                sow(plant)
        podium("backup", str(to / "all.tar"), "--data", str(data))
    return plant.planted


def leaks(data: Path, to: Path, secrets: list[str], known: str) -> list[str]:
    """The places where secrets are found; what is no secret must be found, or nothing was looked through."""
    dumped = dump(to / "all.tar", to)
    assert known.encode() in dumped.read_bytes()
    places = [to / "log", dumped, to / "all.tar", *files(data)]
    return [str(place) for place in places if found(place, secrets)]


def dump(archive: Path, to: Path) -> Path:
    """The database of a backup as SQL: rows, history and audit."""
    with tarfile.open(archive) as content:
        member = content.extractfile("database.dump")
        assert member is not None
        (to / "database.dump").write_bytes(member.read())
    script = to / "database.sql"
    program = find_binaries(os.environ).bin / "pg_restore"
    subprocess.run([program, f"--file={script}", to / "database.dump"], check=True)
    return script


def files(data: Path) -> Iterator[Path]:
    """All that the server keeps: files, and the tables and journals of its database."""
    yield from (path for path in data.rglob("*") if path.is_file() and path.name != "master.key")


def found(place: Path, secrets: list[str]) -> bool:
    with place.open("rb") as file:
        content = file.read()
    return any(form in content for secret in secrets for form in forms(secret))


def forms(secret: str) -> tuple[bytes, ...]:
    """How a secret may stand somewhere in clear: as it is, or as bytes are written in texts."""
    plain = secret.encode()
    return plain, plain.hex().encode(), base64.b64encode(plain)[:-4]
