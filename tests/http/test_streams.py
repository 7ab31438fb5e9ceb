"""Files are sent as a whole, in part, or not at all."""

from typing import Any

import pytest

from podium.http.streams import send_stream
from podium.odata.request import Stream


async def sent(headers: dict[str, str], **asked: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, content and headers of an answer to a request with these headers."""
    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    named = {name.replace("_", "-"): value for name, value in asked.items()}
    await send_stream(send, 200, Stream(b"0123456789", headers=headers), {}, named)
    told = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], b"".join(message["body"] for message in messages[1:]), told


PARTS = [("bytes=2-4", b"234"), ("bytes=7-", b"789"), ("bytes=-3", b"789"), ("bytes=8-99", b"89")]


@pytest.mark.parametrize(("asked", "part"), PARTS)
async def test_a_part_is_sent_where_one_is_asked_for(asked: str, part: bytes) -> None:
    status, content, headers = await sent({}, range=asked)
    assert (status, content, headers["content-length"]) == (206, part, str(len(part)))


async def test_all_is_sent_where_no_part_is_understood() -> None:
    assert (await sent({}, range="lines=1-2"))[:2] == (200, b"0123456789")


async def test_a_part_beyond_the_end_is_refused() -> None:
    status, content, headers = await sent({}, range="bytes=10-")
    assert (status, content, headers["content-range"]) == (416, b"", "bytes */10")


async def test_what_the_caller_has_is_not_sent_again() -> None:
    status, content, headers = await sent({"etag": '"a1"', "content-length": "10"}, if_none_match='"a1"')
    assert (status, content, "content-length" in headers) == (304, b"", False)
    assert (await sent({"etag": '"a1"'}, if_none_match='"b2"'))[0] == 200
