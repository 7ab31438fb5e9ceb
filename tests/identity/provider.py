"""A provider of OpenID Connect for tests, and somebody at a browser who signs in there."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from pathlib import Path

import httpx

from tests.clients.environments import Node
from tests.identity.browser import FIELD, VALUE
from tests.identity.slapd import free_port

SECRET = "what only we & the provider know: 100%"
HOME = "http://podium"
CALLBACK = f"{HOME}/identity/account/external-callback"
ACTION = re.compile(r'<form[^>]*? action="([^"]+)"')
SCRIPT = Path(__file__).with_name("provider.mjs")
OPENID = Node("openid", ("oidc-provider@8.8.1",))


@contextmanager
def provider(now: datetime) -> Iterator[str]:
    """Run a provider whose clock begins with ``now``; gives its issuer."""
    port = free_port()
    told = {"NOW": str(int(now.timestamp() * 1000)), "PORT": str(port), "SECRET": SECRET, "CALLBACK": CALLBACK}
    script = OPENID.path / SCRIPT.name
    shutil.copy(SCRIPT, script)
    command, variables = ["node", str(script)], {**os.environ, **told}
    quiet = subprocess.DEVNULL  # it warns that it is made for tests
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=quiet, text=True) as server:
        try:
            assert next(iter(server.stdout or ()), "") == "ready\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


async def sign_in_there(address: str, name: str) -> str:
    """Go to a provider, sign in and agree; gives the address that it sends back to."""
    async with httpx.AsyncClient(timeout=20) as http:
        page = await http.get(address)
        while not page.headers.get("location", "").startswith(HOME):
            if page.next_request:
                page = await http.send(page.next_request)
                continue
            fields = {
                found[1]: unescape((VALUE.search(found[0]) or ["", ""])[1]) for found in FIELD.finditer(page.text)
            }
            typed = {"login": name, "password": "anything"} if "login" in fields else {}
            (action,) = ACTION.findall(page.text)
            page = await http.post(action, data=fields | typed)
    return str(page.headers["location"])
