"""API triggers are made, changed, switched on and off, and removed."""

import re

from podium.domains.processes.queries.releases import release_of
from podium.domains.triggers.commands.checking import check_launching
from podium.domains.triggers.commands.responding import named_process, switching
from podium.domains.triggers.commands.schedules import switched
from podium.domains.triggers.errors import CallbackRequired, InvalidArgument
from podium.domains.triggers.models.http import HttpTrigger, HttpTriggerState
from podium.domains.triggers.queries.http import http_state
from podium.kernel.context import Context
from podium.kernel.entity import Changes
from podium.kernel.sealing import seal

UNWELCOME = re.compile(r"[\s/?#%\\]")
set_enabled = switching(HttpTrigger, http_state)
URLS = {"success_callback_url": "SuccessCallbackUrl", "failure_callback_url": "FailureCallbackUrl"}


async def create(ctx: Context, changes: Changes) -> HttpTrigger:
    """Make a trigger that is called at an address of its own."""
    wanted = await named_process(ctx, changes)
    secret = wanted.pop("secret_sent", None)
    row = HttpTrigger(creator_user_id=ctx.caller.user_id, folder_id=ctx.here(), **wanted)
    await _check(ctx, row)
    await ctx.add(row)
    ctx.record(HttpTriggerState(http_trigger_id=row.id))
    if secret:
        await seal(ctx, row, "secret", secret)
    return row


async def replace(ctx: Context, row: HttpTrigger, changes: Changes) -> None:
    """Change a trigger; its secret stays where none is sent."""
    was_enabled, wanted = row.enabled, await named_process(ctx, changes)
    secret = wanted.pop("secret_sent", None)
    for attribute, value in wanted.items():
        setattr(row, attribute, value)
    await _check(ctx, row)
    if secret:
        await seal(ctx, row, "secret", secret)
    if row.enabled is not was_enabled:
        switched(ctx, row, await ctx.one(http_state(ctx, row.id), "state"))


async def delete(ctx: Context, row: HttpTrigger) -> None:
    """Remove a trigger; its address is free for another."""
    ctx.remove(row)


async def _check(ctx: Context, row: HttpTrigger) -> None:
    """Refuse what makes no sense; a trigger is called by the name of its process, where nothing else was said."""
    release = await ctx.one(release_of(ctx, row.release_id or 0), "Release")
    row.slug = row.slug or UNWELCOME.sub("-", release.name)
    if UNWELCOME.search(row.slug):
        raise InvalidArgument(name="Slug")
    for attribute, name in URLS.items():
        url = getattr(row, attribute)
        if url and not url.startswith(("http://", "https://")):
            raise InvalidArgument(name=name)
    if row.calls_back and not (row.success_callback_url or row.failure_callback_url):
        raise CallbackRequired(name="SuccessCallbackUrl")
    await check_launching(ctx, row)
