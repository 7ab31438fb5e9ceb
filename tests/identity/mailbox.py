"""A mail server for tests that keeps what it is given."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.identity.slapd import free_port

LINK = re.compile(r"http://podium(/\S+)")


class Mailbox:
    """The messages that came, and where the server is."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library calls it
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def text(self) -> str:
        """The text of the last message."""
        return str(self.messages[-1].get_content())

    def link(self) -> str:
        """The path and query of the link in the last message."""
        found = LINK.search(self.text())
        assert found
        return found[1]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    box = Mailbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
