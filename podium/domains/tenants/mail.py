"""E-mail: sent through the SMTP server that the settings of a tenant, or of the installation, name."""

import asyncio
import logging
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formataddr, make_msgid

from podium.domains.tenants import settings
from podium.domains.tenants.models import OutgoingMail
from podium.domains.tenants.queries import mails_due
from podium.kernel.context import Context
from podium.kernel.sealing import seal, unseal

log = logging.getLogger(__name__)
PREFIX = "Abp.Net.Mail"
HOST, PORT, USER, SECRET, TLS = (
    f"{PREFIX}.Smtp.{name}" for name in ("Host", "Port", "UserName", "Password", "EnableSsl")
)
FROM, SENDER = f"{PREFIX}.DefaultFromAddress", f"{PREFIX}.DefaultFromDisplayName"
DEFAULTS = {
    HOST: "",
    PORT: "25",
    USER: "",
    SECRET: "",
    f"{PREFIX}.Smtp.Domain": "",
    TLS: "false",
    f"{PREFIX}.Smtp.UseDefaultCredentials": "false",
    FROM: "",
    SENDER: "Orchestrator Administrator",
}
SECRETS = frozenset({SECRET})
PATIENCE = 10.0
BATCH = 20
MOST_TRIES = 10
SMTPS = 465


class NotSent(Exception):
    """No server is named, or it did not take the message."""


@dataclass(frozen=True)
class Server:
    """An SMTP server, and as whom it is used. Port 465 is encrypted from the start, others by STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool
    sender: str

    def send(self, message: EmailMessage) -> None:
        """Hand a message over; this waits for the server."""
        try:
            with self._open() as smtp:
                if self.user:
                    smtp.login(self.user, self.password)
                smtp.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            raise NotSent(str(problem)) from problem

    def _open(self) -> smtplib.SMTP:
        if self.encrypted and self.port == SMTPS:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=ssl.create_default_context())
        smtp = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        if self.encrypted:
            smtp.starttls(context=ssl.create_default_context())
        return smtp


async def server(ctx: Context, tenant: int) -> Server | None:
    """The server of a tenant; None where nobody has named one."""
    chosen = await settings.values(ctx, tenant, DEFAULTS)
    if not chosen[HOST]:
        return None
    port = int(chosen[PORT]) if chosen[PORT].isdigit() else 25
    password = await settings.secret(ctx, tenant, SECRET)
    sender = named(chosen[SENDER], chosen[FROM] or f"podium@{chosen[HOST]}")
    return Server(chosen[HOST], port, chosen[USER], password, settings.is_on(chosen[TLS]), sender)


def named(name: str, address: str) -> str:
    """An address with the name of who it belongs to."""
    try:
        return formataddr((name, address))
    except ValueError as problem:
        raise NotSent(f"{address} is no address.") from problem


def message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A message of plain text."""
    made = EmailMessage()
    try:
        made["From"], made["To"], made["Subject"], made["Message-ID"] = sender, to, subject, make_msgid()
    except (ValueError, IndexError) as problem:
        raise NotSent(f"{sender} or {to} is no address.") from problem
    made.set_content(text)
    return made


async def queue(ctx: Context, tenant: int, to: str, subject: str, text: str) -> None:
    """Have a message sent soon, and again if the server does not take it."""
    row = OutgoingMail(tenant_id=tenant, receiver=to, subject=subject, due=ctx.now)
    await seal(ctx, row, "text", text)
    ctx.record(row)
    ctx.wake("engine")


async def deliver(ctx: Context) -> int:
    """Send what is due; what cannot be sent is tried again ever more seldom, and given up in the end."""
    rows = await ctx.all(mails_due(ctx, BATCH))
    for row in rows:
        try:
            await send(ctx, row.tenant_id, row.receiver, row.subject, await unseal(ctx, row, "text"))
        except NotSent as problem:
            log.warning("a mail was not sent", extra={"tries": row.tries, "problem": str(problem)})
            row.tries, row.due = row.tries + 1, ctx.now + timedelta(minutes=2**row.tries)
            if row.tries < MOST_TRIES:
                continue
        ctx.discard(row)
    return len(rows)


async def send(ctx: Context, tenant: int, to: str, subject: str, text: str) -> None:
    """Send a message now; NotSent where that is not possible. The database is not kept waiting."""
    known = await server(ctx, tenant)
    if known is None:
        raise NotSent("No mail server is configured.")
    await ctx.away(asyncio.to_thread(known.send, message(known.sender, to, subject, text)))
