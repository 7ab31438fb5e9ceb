"""Podium is administered without a browser, whether the server runs or not."""

from pathlib import Path

import httpx
import pytest

from tests.cli.test_up import data
from tests.servers import Server, podium, serving

pytestmark = pytest.mark.slow
__all__ = ["data"]
LISTS = ("QueueDefinitions", "Users")


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


def test_what_was_made_without_a_browser_is_removed_so(data: Path) -> None:
    where = ("--data", str(data))
    with serving(data) as server:
        podium("role", "add", "viewers", "Queues.View", *where)
        podium("role", "add", "viewers", "Queues.View", "Jobs.View", *where)
        assert podium("role", "show", "viewers", *where) == "Jobs.View\nQueues.View\n"
        assert "no permission Cats.View" in podium("role", "add", "cats", "Cats.View", *where, status=1)
        client = secret(podium("app", "add", "reader", "--scope", "OR.Queues", "--role", "viewers", *where))
        form = {"grant_type": "client_credentials", "client_id": "reader", "client_secret": client}
        token = httpx.post(f"{server.url}/identity_/connect/token", data=form, timeout=60).json()
        assert token["scope"] == "OR.Queues"
        headers = {"authorization": f"Bearer {token['access_token']}", "x-uipath-organizationunitid": "1"}
        seen = [httpx.get(f"{server.url}/odata/{one}", headers=headers, timeout=60).status_code for one in LISTS]
        assert seen == [200, 403]
        podium("app", "remove", "reader", *where)
        assert httpx.get(f"{server.url}/odata/QueueDefinitions", headers=headers, timeout=60).status_code == 401
        podium("role", "remove", "viewers", *where)
        assert "viewers" not in podium("role", "list", *where)
        password = secret(podium("user", "add", "ann", *where))
        podium("token", "add", "ann", "laptop", *where)
        podium("token", "remove", "ann", "laptop", *where)
        assert "laptop" not in podium("token", "list", "ann", *where)
        podium("user", "remove", "ann", *where)
        assert sign_in(server, "ann", password) == 400
        podium("tenant", "add", "Acme", *where)
        assert "say --yes" in podium("tenant", "remove", "Acme", *where, status=1)
        podium("tenant", "remove", "Acme", "--yes", *where)
        assert "Acme" not in podium("tenant", "list", *where)


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
