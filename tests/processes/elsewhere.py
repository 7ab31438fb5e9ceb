"""A NuGet feed elsewhere: a real HTTP server with as much of the protocol as clients need."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Elsewhere:
    """``packages`` has the files by id and version, in lower case; ``answer`` is given instead of any other."""

    def __init__(self) -> None:
        self.packages: dict[tuple[str, str], bytes] = {}
        self.services = {"SearchQueryService": "/query", "PackageBaseAddress/3.0.0": "/flat/"}
        self.answer: tuple[int, bytes] | None = None
        self.password = ""
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def url(self) -> str:
        return f"{self.address}/index.json"

    def put(self, name: str, *versions: str, content: bytes = b"") -> None:
        for version in versions:
            self.packages[name.lower(), version] = content

    def settings(self, kind: str = "Packages") -> dict[str, str]:
        """What a tenant says to take packages, or libraries, from here."""
        if kind == "Packages":
            return {"InternalDeployment": "false", "DeploymentUrl": self.url}
        return {"Deployment.Libraries.Internal": "false", "Deployment.Libraries.Url": self.url}

    def respond(self, path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        self.asked.append(path)
        if path == "/index.json":
            resources = [{"@id": self.address + at, "@type": kind} for kind, at in self.services.items()]
            return _json({"version": "3.0.0", "resources": resources})
        if path == "/query":
            return _json(self._search(query.get("q", [""])[0], int(query["skip"][0]), int(query["take"][0])))
        name, number, *_ = path.removeprefix("/flat/").split("/")
        if number == "index.json":
            versions = [version for known, version in self.packages if known == name]
            return _json({"versions": versions}) if versions else (404, b"")
        content = self.packages.get((name, number), b"")
        return (200, content) if content else (404, b"")

    def _search(self, text: str, skip: int, take: int) -> Any:
        latest = {name: version for name, version in self.packages if text.lower() in name}
        hits = [{"id": name.title(), "version": version, "tags": ["a", "b"]} for name, version in latest.items()]
        return {"totalHits": len(hits), "data": hits[skip : skip + take]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told = base64.b64decode(self.headers.get("authorization", "Basic ").partition(" ")[2]).decode()
                where = urlsplit(self.path)
                status, body = feed.answer or feed.respond(where.path, parse_qs(where.query))
                if feed.password and told != f"reader:{feed.password}":
                    status, body = 401, b""
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: Any) -> None:
                """Nothing: tests are quiet."""

        return Handler


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    feed = Elsewhere()
    thread = threading.Thread(target=feed.server.serve_forever)
    thread.start()
    try:
        yield feed
    finally:
        feed.server.shutdown()
        thread.join()
        feed.server.server_close()


def _json(value: Any) -> tuple[int, bytes]:
    return 200, json.dumps(value).encode()
