"""A connection that costs the measuring side next to nothing: HTTP/1.1, kept alive, one call at a time."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length:"
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Target:
    """Where the server is; ``root`` is the path before ``/odata`` and ``/api``."""

    host: str
    port: int
    tls: ssl.SSLContext | None
    root: str

    @classmethod
    def of(cls, url: str) -> Self:
        parts = urlsplit(url)
        tls = ssl.create_default_context() if parts.scheme == "https" else None
        return cls(parts.hostname or "localhost", parts.port or PORTS[parts.scheme], tls, parts.path.rstrip("/"))


@dataclass
class Connection:
    """Opened when it is first needed, and anew when the server has closed it."""

    target: Target
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, init=False)

    async def post(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Send a JSON body; gives status and body of the answer. OSError: the server could not be reached.

        A server may close a connection that was idle at the moment when it is used: then another one is opened.
        """
        request = self._head(path, headers, len(body)) + body
        was_open = self._is_open
        try:
            return await self._send(request)
        except ConnectionError:
            self.close()
            if not was_open:
                raise
            return await self._send(request)

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    @property
    def _is_open(self) -> bool:
        return self._streams is not None and not self._streams[0].at_eof()

    async def _send(self, request: bytes) -> tuple[int, bytes]:
        reader, writer = await self._open()
        try:
            writer.write(request)
            return await _answer(reader)
        except asyncio.IncompleteReadError as problem:
            raise ConnectionResetError("The server closed the connection.") from problem

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None or not self._is_open:
            self.close()
            self._streams = await asyncio.open_connection(self.target.host, self.target.port, ssl=self.target.tls)
        return self._streams

    def _head(self, path: str, headers: Mapping[str, str], length: int) -> bytes:
        lines = [f"POST {self.target.root}{path} HTTP/1.1", f"host: {self.target.host}:{self.target.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += ["content-type: application/json", f"content-length: {length}"]
        return "\r\n".join(lines).encode() + END_OF_HEAD


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(END_OF_HEAD)).lower()
    _, found, rest = head.partition(LENGTH)
    length = int(rest.split(b"\r\n", 1)[0]) if found else 0
    return int(head[9:12]), await reader.readexactly(length)
