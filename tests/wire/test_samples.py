"""What real clients have sent: nothing of it is met with a lack of understanding, and what is posted repeats safely."""

import httpx
import pytest

from tests.api import Api
from tests.wire.samples import CLIENTS, SAMPLES, Sent, sent, served
from tests.world import furnish

NOT_UNDERSTOOD = {0, 1000, 1100}
"""Codes that say that a member, a value, an option or a header was not understood."""
REFUSED = {
    "/acme/Default/orchestrator_/odata/Releases/UiPath.Server.Configuration.OData.ListReleases": (
        "the command names a feed where a folder is meant, and goes on"
    ),
    "/acme/Default/api/FoldersNavigation/GetAllRolesForUser": "the tool leaves out whose roles",
    "/api/Account/Authenticate": "the passwords of the recording are not those of here",
    "/identity_/connect/token": "nor are its clients and tokens",
    "/acme/identity_/connect/token": "nor are its clients and tokens",
    "/odata/Users/UiPath.Server.Configuration.OData.GetCurrentUser()": "of one row there is no top",
}
"""Addresses where a client gets what it deserves."""


@pytest.mark.parametrize("client", CLIENTS)
async def test_what_a_client_sends_is_understood(api: Api, client: str) -> None:
    await furnish(api)
    asked = [sample for sample in CLIENTS[client] if served(sample)]
    answers = [(sample, await (await sent(api, sample)).to(api)) for sample in asked]
    problems = [
        f"{sample['method']} {sample['path']} {sample.get('body', '')}: {answer.status_code} {answer.text}"
        for sample, answer in answers
        if not understood(answer)
    ]
    assert asked
    assert not problems, "\n".join(problems)


def understood(answer: httpx.Response) -> bool:
    """It may be that what is asked for is not there, or cannot be done now."""
    if answer.status_code < 400 or answer.request.url.path in REFUSED:
        return True
    known = answer.status_code != 400 or answer.json()["errorCode"] not in NOT_UNDERSTOOD
    return known and answer.status_code in (400, 404, 409)


async def test_what_a_client_posts_repeats_safely(api: Api) -> None:
    await furnish(api)
    posts = [sample for sample in SAMPLES if sample["method"] == "POST" and "body" in sample and served(sample)]
    done = 0
    for number, sample in enumerate(posts):
        post, key = await sent(api, sample), f"K{number}"
        first = await post.to(api, **{"idempotency-key": key})
        if first.is_success:
            done += 1
            assert await answers_again(api, post, key) == (first.status_code, first.content, 409), sample
    assert done > 30


async def answers_again(api: Api, post: Sent, key: str) -> tuple[int, bytes, int]:
    """What is answered to the same call, and to one with another body, under the same key."""
    again = await post.to(api, **{"idempotency-key": key})
    other = Sent(post.method, post.path, post.headers, {"content": post.content["content"] + b" "})
    return again.status_code, again.content, (await other.to(api, **{"idempotency-key": key})).status_code
