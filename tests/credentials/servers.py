"""Stores for tests: a real OpenBao, and fakes written from published protocols."""

import base64
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ROOT_TOKEN = "root-of-tests"
Answer = tuple[int, Any]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def openbao() -> Iterator[str]:
    """The address of a server in memory whose root token is known."""
    address = f"127.0.0.1:{free_port()}"
    command = [str(Path(sys.executable).parent / "bao"), "server", "-dev", "-dev-no-store-token", "-log-level=error"]
    options = [f"-dev-root-token-id={ROOT_TOKEN}", f"-dev-listen-address={address}"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        for line in server.stdout or ():
            if "Development mode should NOT" in line:
                break
        try:
            yield f"http://{address}"
        finally:
            server.terminate()


class Asked:
    """One request to a fake."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        self.method, self.path = handler.command, parts.path
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.authorization = handler.headers.get("authorization", "")
        self.body = handler.rfile.read(int(handler.headers.get("content-length") or 0)).decode()


@contextmanager
def fake(answer: Callable[[Asked], Answer]) -> Iterator[str]:
    """The address of a server that answers as a function says: a status, and JSON or text."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = answer(Asked(self))
            body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - as the standard library wants it

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class KeyVault:
    """Azure Key Vault 7.4 with its sign-in. Every token is good for one call, so that it must be got anew."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self.tokens: set[str] = set()
        self.issued = 0

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/directory/oauth2/v2.0/token":
            return self._token(parse_qs(asked.body))
        token = asked.authorization.removeprefix("Bearer ")
        if token not in self.tokens or asked.query.get("api-version") != "7.4":
            return 401, {"error": {"code": "Unauthorized", "message": "AKV10000: Request is missing a token."}}
        self.tokens.discard(token)
        name = asked.path.removeprefix("/secrets/")
        if asked.method == "PUT":
            self.secrets[name] = json.loads(asked.body)["value"]
        if name not in self.secrets:
            return 404, {
                "error": {"code": "SecretNotFound", "message": f"A secret with (name/id) {name} was not found"}
            }
        value = self.secrets.pop(name) if asked.method == "DELETE" else self.secrets[name]
        return 200, {"value": value, "id": f"https://vault/secrets/{name}/1", "attributes": {"enabled": True}}

    def _token(self, form: dict[str, list[str]]) -> Answer:
        wanted = {"grant_type": ["client_credentials"], "scope": ["https://vault.azure.net/.default"]}
        if not wanted.items() <= form.items() or form.get("client_secret") != ["right"]:
            return 401, {"error": "invalid_client"}
        self.issued += 1
        self.tokens.add(f"token-{self.issued}")
        return 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": f"token-{self.issued}"}


def central_credential_provider(asked: Asked) -> Answer:
    """The web service of the provider, with one account."""
    if asked.path != "/AIMWebService/api/Accounts" or asked.query.get("AppID") != "Podium":
        return 403, {"ErrorCode": "APPAP306E", "ErrorMsg": "Application is not authorized."}
    if (asked.query.get("Safe"), asked.query.get("Folder"), asked.query.get("Object")) != ("Robots", "Root", "Login"):
        return 404, {"ErrorCode": "APPAP004E", "ErrorMsg": "Password object matching query was not found."}
    return 200, {"Content": "from-the-safe", "UserName": "carol", "Safe": "Robots", "Name": "Login"}


class Conjur:
    """Conjur with one host and one variable. A token is good for one call."""

    TOKEN = '{"protected":"e30=","payload":"e30=","signature":"x"}'

    def __init__(self) -> None:
        self.signed_in = False

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/authn/acme/host%2Fpodium/authenticate" and asked.method == "POST":
            self.signed_in = asked.body == "right"
            return (200, self.TOKEN) if self.signed_in else (401, "")
        expected = f'Token token="{base64.b64encode(self.TOKEN.encode()).decode()}"'
        if not self.signed_in or asked.authorization != expected:
            return 401, ""
        self.signed_in = False
        if unquote(asked.path) != "/secrets/acme/variable/robots/Login" or "robots%2FLogin" not in asked.path:
            return 404, {"error": {"code": "not_found", "message": "Variable not found"}}
        return 200, '{"username": "dave", "password": "from-conjur"}'
