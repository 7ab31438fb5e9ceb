"""Acts are noted: the changes of audited rows by themselves, others by those who do them."""

from collections.abc import Mapping
from typing import Any

import msgspec

from podium.domains.audit.models import Action, AuditLog, Component
from podium.kernel.context import Context
from podium.kernel.entity import Audit, Field, InTenant, Record
from podium.kernel.events import RowChanged
from podium.kernel.names import pascal

VERBS = {
    "Create": "created",
    "Update": "updated",
    "Delete": "deleted",
    "Assign": "assigned",
    "Unassign": "unassigned",
    "Upload": "uploaded",
    "Move": "moved",
    "Toggle": "toggled",
    "Download": "downloaded",
    "CreateBlobFileSas": "got the address of a file in",
    "DeleteBlobFile": "deleted a file from",
    "ExploreStart": "started exploring",
    "ExploreEnd": "stopped exploring",
    "AutomaticallyExploreEnd": "was shown out of",
    "Convert": "converted",
    "StartJob": "started",
    "StopJob": "stopped",
    "ResumeJob": "resumed",
}
NAMES = ("display_name", "name", "user_name", "client_id", "domain", "title", "url")
"""What things are called by: the first that a row has."""
ENCODER = msgspec.json.Encoder(enc_hook=str)


async def note_change(ctx: Context, change: RowChanged) -> None:
    """Note that a row was made, changed or removed; what only the server itself keeps of it does not count."""
    row, how = change.row, type(change.row).audited
    if how is None:
        return
    before, after = told(row, change.before), told(row, row.__dict__)
    if change.action == "Update":
        names = [name for name, value in after.items() if before.get(name) != value]
        if not any(_is_chosen(row, name) for name in names):
            return
        before, after = {name: before.get(name) for name in names}, {name: after[name] for name in names}
    action = {"Create": how.made, "Delete": how.removed}.get(change.action, change.action)
    data = {"Create": {"After": after}, "Delete": {"Before": after}}.get(
        change.action, {"Before": before, "After": after}
    )
    number = getattr(row, how.key, None)
    entry = made(ctx, how.component, action, name_of(row), number if isinstance(number, int) else None, data)
    entry.entity_name = type(row).__name__
    entry.tenant_id = getattr(row, "tenant_id", ctx.tenant_id) if isinstance(row, InTenant) else ctx.tenant_id
    ctx.record(entry)


def note(
    ctx: Context, component: str, action: str, name: str, entity_id: int | None, data: Mapping[str, Any] | None = None
) -> None:
    """Note an act that is no change of one row: a job is started, a file is read."""
    ctx.record(made(ctx, component, action, name, entity_id, data))


def made(
    ctx: Context, component: str, action: str, name: str, entity_id: int | None, data: Mapping[str, Any] | None
) -> AuditLog:
    caller, encoded = ctx.caller, ENCODER.encode(data).decode() if data else None
    return AuditLog(
        service_name=component,
        method_name=action,
        parameters=encoded,
        execution_time=ctx.now,
        action=Action(action),
        component=Component(component),
        display_name=name,
        entity_id=entity_id,
        operation_text=f"User {caller.name} {VERBS.get(action, action)} {component}: {name}",
        user_name=caller.name,
        user_type=caller.user_type,
        user_id=caller.user_id,
        external_client_id=caller.application,
        entity_name=component,
        custom_data=encoded,
        address=ctx.place.address,
    )


def told(row: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """What may be told of a row, by wire name: what clients see, and what is declared to be told as well."""
    seen = {name: values.get(one.attribute) for name, one in row.fields.items() if _holds(one)}
    how = type(row).audited or Audit("")
    return seen | {pascal(attribute): values.get(attribute) for attribute in how.also}


def name_of(row: Record) -> str:
    values = row.__dict__
    named = next((values[attribute] for attribute in NAMES if values.get(attribute)), None)
    return str(named or "/".join(map(str, row.identity())))


def _is_chosen(row: Record, name: str) -> bool:
    """Is this something that somebody chooses? Times and counts that the server notes are not."""
    known = row.fields.get(name)
    return known is None or known.wire.writable


def _holds(one: Field) -> bool:
    return one.value is None
