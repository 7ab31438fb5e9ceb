"""The vendor's command, unmodified, signs people in through a browser, for which the test stands in."""

import os
import re
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.clients.environments import SDK
from tests.servers import PASSWORD, Server

pytestmark = pytest.mark.clients
ADDRESS = re.compile(r"http://[^\s\x1b\\]*connect/authorize[^\s\x1b\\]*")
FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')
VERIFIER = re.compile(r"""verifier["']?\s*[:=,]\s*["']([^"']+)""", re.IGNORECASE)


def test_somebody_signs_in_through_the_browser(server: Server, tmp_path: Path) -> None:
    told = {"UIPATH_URL": f"{server.url}/acme/Default", "NO_COLOR": "1", "BROWSER": "true"}
    command = [str(SDK.bin / "uipath"), "auth", "--tenant", "Default"]
    variables = {**os.environ, **told}
    with subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=subprocess.PIPE, text=True) as uipath:
        address = next(found[0] for line in uipath.stdout or () if (found := ADDRESS.search(line)))
        sign_in(server.url, address)
        assert "Authentication successful" in uipath.communicate(timeout=60)[0]
    written = dict(line.split("=", 1) for line in (tmp_path / ".env").read_text().splitlines())
    assert urlsplit(written["UIPATH_URL"]).path.endswith("/Default")
    headers = {"authorization": f"Bearer {written['UIPATH_ACCESS_TOKEN']}"}
    assert httpx.get(f"{written['UIPATH_URL']}/orchestrator_/odata/Users", headers=headers).status_code == 200


def sign_in(server: str, address: str) -> None:
    """What the browser does: the page to sign in, the command's own page, and the script that is in it."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    with httpx.Client(timeout=30) as browser:
        page = browser.get(address)
        fields = {name: unescape(value) for name, value in FIELD.findall(page.text)}
        typed = {"username": "admin", "password": PASSWORD}
        onward = browser.post(f"{server}/identity_/account/login", data=fields | typed).headers["location"]
        back = browser.get(onward).headers["location"]
        verifier = VERIFIER.search(browser.get(back).text)
        assert verifier is not None
        form = {name: asked[name] for name in ("redirect_uri", "client_id")}
        form |= {"grant_type": "authorization_code", "code_verifier": verifier[1]}
        form["code"] = parse_qs(urlsplit(back).query)["code"][0]
        tokens = browser.post(f"{server}/identity_/connect/token", data=form)
        place = urlsplit(back).netloc
        browser.post(f"http://{place}/set_token", json=tokens.json(), headers={"x-auth-state": asked["state"]})
