"""Providers and directories are administered without a browser, and tried out before anybody signs in."""

from pathlib import Path

import httpx
import pytest

from tests.api import Clock
from tests.cli.test_up import data
from tests.identity.browser import CLI
from tests.identity.provider import SECRET as CLIENT_SECRET
from tests.identity.provider import provider
from tests.identity.slapd import BASE, READER, SECRET, secure_directory_server
from tests.servers import Server, podium, serving
from tools.skips import needs

pytestmark = pytest.mark.slow
__all__ = ["data"]


def password_grant(server: Server, name: str, password: str) -> int:
    form = {"grant_type": "password", "client_id": CLI, "scope": "OrchestratorApiUserAccess"}
    signed = form | {"username": name, "password": password}
    return httpx.post(f"{server.url}/identity/connect/token", data=signed, timeout=60).status_code


@needs("slapd")
def test_a_directory_is_connected_tried_out_and_removed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, authority = ("--data", str(data)), tmp_path / "authority.pem"
    about = ("example.test", BASE, "--reader", READER)
    monkeypatch.setenv("PODIUM_DIRECTORY_PASSWORD", SECRET)
    monkeypatch.setenv("PODIUM_PASSWORD", "wonderland")
    with serving(data) as server, secure_directory_server("127.0.0.1") as (addresses, pem):
        authority.write_text(pem)
        add = ("directory", "add", about[0], addresses.tls, *about[1:], *where)
        assert "CERTIFICATE_VERIFY_FAILED" in podium(*add, status=1)
        podium(*add, "--ca-certificate", str(authority), "--default")
        assert "own authority\tdefault" in podium("directory", "list", *where)
        podium("directory", "test", "example.test", *where)
        assert "is no user here" in podium("directory", "sign-in", "alice", *where, status=1)
        with server.caller() as admin:
            group = {"UserName": "operators", "Type": "DirectoryGroup", "Domain": "example.test"}
            assert admin.post("/odata/Users", json=group).status_code == 201
        told = podium("directory", "sign-in", "EXAMPLE.TEST\\alice", *where)
        assert "as a new user alice.\n  of the group operators" in told
        assert password_grant(server, "alice", "wonderland") == 200
        assert "as the user alice." in podium("directory", "sign-in", "alice", *where)
        monkeypatch.setenv("PODIUM_PASSWORD", "wrong")
        assert "No directory lets alice in" in podium("directory", "sign-in", "alice", *where, status=1)
        podium("directory", "remove", "example.test", *where)
        assert password_grant(server, "alice", "wonderland") == 400
        assert "example.test" not in podium("directory", "list", *where)
    podium("directory", "test", "example.test", *where, status=1)


@needs("node")
def test_a_provider_is_trusted_tried_out_and_removed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = ("--data", str(data))
    monkeypatch.setenv("PODIUM_PROVIDER_SECRET", CLIENT_SECRET)
    with serving(data) as server:
        with provider(Clock().now) as issuer:
            add = ("provider", "add", "Example", issuer, "podium", "--links-by-email", *where)
            assert "/identity/account/external-callback" in podium(*add)
            assert f"Example\t{issuer}\tpodium\tlinks by e-mail" in podium("provider", "list", *where)
            assert f"People sign in at {issuer}/auth" in podium("provider", "test", "example", *where)
        assert "Example cannot be reached" in podium("provider", "test", "Example", *where, status=1)
        assert "Sign in with Example" in httpx.get(f"{server.url}/identity/account/login", timeout=60).text
        podium("provider", "remove", "Example", *where)
        assert "Example" not in httpx.get(f"{server.url}/identity/account/login", timeout=60).text
