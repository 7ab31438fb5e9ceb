"""Keys are rotated by a command, and a server says which key it is missing."""

import base64
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest

from podium.cli.data import DataDirectory
from tests.cli.test_up import data
from tests.servers import checked, podium, serving

pytestmark = pytest.mark.slow
__all__ = ["data"]
ASSETS = "/odata/Assets"
READ = f"{ASSETS}/UiPath.Server.Configuration.OData.GetRobotAssetByNameForRobotKey"


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode() + "\n"


def keep(caller: httpx.Client, name: str) -> None:
    asset = {"Name": name, "ValueScope": "Global", "ValueType": "Secret", "SecretValue": f"the {name}"}
    checked(caller.post(ASSETS, json=asset | {"AllowDirectApiAccess": True}), 201)


def secret(caller: httpx.Client, name: str) -> str:
    return str(checked(caller.post(READ, json={"assetName": name}), 200)["SecretValue"])


def load(caller: httpx.Client, name: str, ended: Event) -> int:
    """Read and write a secret until the event; how often."""
    asset = caller.get(ASSETS, params={"$filter": f"Name eq '{name}'"}).json()["value"][0]
    turns = 0
    while turns < 3 or not ended.is_set():
        turns += 1
        checked(caller.patch(f"{ASSETS}({asset['Id']})", json={"SecretValue": f"{name} {turns}"}), 200)
        assert secret(caller, name) == f"{name} {turns}"
    return turns


def test_keys_are_rotated_while_secrets_are_read_and_written(data: Path) -> None:
    file, ended = data / "master.key", Event()
    with serving(data) as server, server.caller() as caller, ThreadPoolExecutor() as pool:
        for name in ("Login", "Other", "Still"):
            keep(caller, name)
        former = file.read_text()
        loads = [pool.submit(load, caller, name, ended) for name in ("Login", "Other")]
        assert "secrets were sealed anew" in podium("keys", "rotate", "--data", str(data))
        ended.set()
        turns = [one.result() for one in loads]
    assert (data / "master.key.former").read_text() == former
    expected = [f"Login {turns[0]}", f"Other {turns[1]}", "the Still"]
    with serving(data) as server, server.caller() as caller:
        assert [secret(caller, name) for name in ("Login", "Other", "Still")] == expected
    file.write_text(former)
    assert "code 1800" in podium("up", "--port", "0", "--data", str(data), status=1)


def test_a_server_without_its_key_says_which_one_it_was(data: Path) -> None:
    with serving(data) as server, server.caller() as caller:
        keep(caller, "Login")
    (data / "master.key").write_text(new_key())
    for words in (("up", "--port", "0"), ("keys", "rotate")):
        assert "the master key it had before" in podium(*words, "--data", str(data), status=1)


def test_a_rotation_that_was_stopped_is_done_again(data: Path) -> None:
    with serving(data) as server, server.caller() as caller:
        keep(caller, "Login")
    with pytest.raises(KeyboardInterrupt), DataDirectory(data).new_master_key():
        raise KeyboardInterrupt
    with serving(data) as server, server.caller() as caller:
        assert secret(caller, "Login") == "the Login"
    podium("keys", "rotate", "--data", str(data))
    assert len((data / "master.key").read_text().split()) == 1
    with serving(data) as server, server.caller() as caller:
        assert secret(caller, "Login") == "the Login"


def test_a_file_of_the_operator_is_left_as_it_is(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "keys"
    own.write_text(first := new_key())
    monkeypatch.setenv("PODIUM_MASTER_KEY_FILE", str(own))
    with serving(data) as server, server.caller() as caller:
        keep(caller, "Login")
    own.write_text(second := new_key() + first)
    assert "Only the first key" in podium("keys", "rotate", "--data", str(data))
    assert own.read_text() == second
    own.write_text(second.splitlines()[0])
    with serving(data) as server, server.caller() as caller:
        assert secret(caller, "Login") == "the Login"


def test_a_key_that_is_none_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, why in (("short", "code 1801"), (new_key() + new_key(), "PODIUM_MASTER_KEY_FILE")):
        monkeypatch.setenv("PODIUM_MASTER_KEY", text)
        assert why in podium("up", "--port", "0", "--data", str(data), status=1)
