"""Podium is administered without a browser, whether the server runs or not."""

from pathlib import Path

import httpx
import pytest

from tests.cli.test_up import data
from tests.servers import Server, podium, serving

pytestmark = pytest.mark.slow
__all__ = ["data"]


def sign_in(server: Server, name: str, password: str, tenant: str = "Default") -> int:
    login = {"tenancyName": tenant, "usernameOrEmailAddress": name, "password": password}
    return httpx.post(f"{server.url}/api/Account/Authenticate", json=login, timeout=60).status_code


def secret(said: str) -> str:
    return said.strip().rpartition(": ")[2]


def test_people_are_administered_while_the_server_runs(data: Path) -> None:
    where = ("--data", str(data))
    with serving(data) as server:
        password = secret(podium("user", "add", "ann", "--role", "Tenant Administrator", *where))
        assert sign_in(server, "ann", password) == 200
        assert "ann\tUser\tactive\tTenant Administrator" in podium("user", "list", *where)
        assert "ann may Users.View in tenant." in podium("user", "why", "ann", "Users.View", *where)
        assert "ann may not Queues.View in Shared." in podium(
            "user", "why", "ann", "Queues.View", "--folder", "Shared", *where
        )
        podium("user", "disable", "ann", *where)
        assert sign_in(server, "ann", password) == 400
        podium("user", "enable", "ann", *where)
        assert sign_in(server, "ann", password) == 200
        value = secret(podium("token", "add", "ann", "laptop", *where))
        headers = {"authorization": f"Bearer {value}"}
        assert httpx.get(f"{server.url}/odata/Users", headers=headers, timeout=60).status_code == 200
        assert "laptop" in podium("token", "list", "ann", *where)
        podium("token", "end", "ann", *where)
        assert httpx.get(f"{server.url}/odata/Users", headers=headers, timeout=60).status_code == 401


def test_a_lost_administrator_is_recovered(data: Path) -> None:
    where = ("--data", str(data))
    with serving(data) as server:
        for _ in range(10):
            sign_in(server, "admin", "wrong")
        assert sign_in(server, "admin", "correct horse battery") == 400
        password = secret(podium("user", "recover", *where))
        assert sign_in(server, "admin", password) == 200


def test_tenants_and_applications_are_made_before_the_server_runs_again(data: Path) -> None:
    where = ("--data", str(data))
    with serving(data):
        pass
    password = secret(podium("tenant", "add", "Acme", *where))
    client = secret(podium("app", "add", "pipeline", *where))
    assert "pipeline" in podium("app", "list", *where)
    assert "Administrator\tMixed" in podium("role", "list", *where)
    told = podium("audit", "verify", *where)
    assert "are as they were written" in told
    assert "not sealed yet" in told
    podium("audit", "verify", "--mark", "1-1000-0123456789abcdef", *where, status=1)
    with serving(data) as server:
        assert sign_in(server, "admin", password, "Acme") == 200
        form = {"grant_type": "client_credentials", "client_id": "pipeline", "client_secret": client}
        assert httpx.post(f"{server.url}/identity_/connect/token", data=form, timeout=60).status_code == 200
        podium("tenant", "disable", "Acme", *where)
        assert sign_in(server, "admin", password, "Acme") == 400
        assert "Acme" in podium("tenant", "list", *where)
    assert "does not exist" in podium("user", "roles", "nobody", "Robot", *where, status=1)
