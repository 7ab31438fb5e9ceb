"""Reading and choosing settings."""

import asyncio
from collections.abc import Mapping

from podium.domains.settings.errors import MailNotSent, NoSuchSetting, NothingNamed
from podium.domains.settings.kinds import Known, Scope
from podium.domains.settings.known import DEFAULTS, KEYS, KNOWN, SECRETS
from podium.domains.settings.models import Settings, SmtpSettingModel, UserSetting
from podium.domains.settings.queries import settings_of_user
from podium.domains.tenants import mail, settings
from podium.domains.tenants.host import is_host
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest

SUBJECT = "Your mail settings work"
TEXT = "This message was sent to try the settings of your mail server."


async def every(ctx: Context) -> list[Settings]:
    """Every setting, as it holds for the tenant."""
    values = await settings.values(ctx, await level(ctx), DEFAULTS)
    return [Settings(name=name, value=value, id=name) for name, value in values.items()]


async def value(ctx: Context, key: str) -> str:
    """The value of one setting."""
    name = named(key).name
    return (await settings.values(ctx, await level(ctx), DEFAULTS))[name]


async def choose(ctx: Context, key: str, body: Settings) -> Settings:
    """Choose the value of one setting."""
    await _put(ctx, {key: body.value or ""})
    return Settings(name=named(key).name, value=await value(ctx, key), scope=body.scope, id=named(key).name)


async def choose_several(ctx: Context, settings: list[Settings]) -> None:
    """Choose the values of several settings: of all, or of none."""
    await _put(ctx, {one.name: one.value or "" for one in settings})


async def forget_several(ctx: Context, setting_names: list[str]) -> None:
    """Go back to what holds where the tenant chose nothing."""
    if not setting_names:
        raise NothingNamed(name="settingNames")
    await settings.forget(ctx, await level(ctx), [named(name).name for name in setting_names])


async def choose_for_oneself(ctx: Context, setting: Settings) -> Settings:
    """Choose the value of a setting for the caller alone."""
    known = named(setting.name)
    if known.scope is not Scope.USER:
        raise NoSuchSetting(name=f"The user setting {setting.name}")
    if ctx.caller.user_id is None:
        raise BadRequest(why="Settings are chosen by users.")
    chosen = known.checked(setting.value or "")
    rows = {row.name: row for row in await ctx.all(settings_of_user(ctx, ctx.caller.user_id))}
    if known.name in rows:
        rows[known.name].value = chosen
    else:
        ctx.record(UserSetting(user_id=ctx.caller.user_id, name=known.name, value=chosen))
    return Settings(name=known.name, value=chosen, scope=Scope.USER, id=known.name)


async def of_caller(ctx: Context) -> Mapping[str, str]:
    """Every setting that opens nothing, as it holds for the caller."""
    values = await settings.values(ctx, await level(ctx), DEFAULTS)
    own = await ctx.all(settings_of_user(ctx, ctx.caller.user_id)) if ctx.caller.user_id else []
    chosen = values | {row.name: row.value for row in own}
    return {name: value for name, value in chosen.items() if name not in SECRETS | KEYS}


async def try_mail(ctx: Context, send_to: str, smtp_setting_model: SmtpSettingModel | None = None) -> None:
    """Send a message with the settings given, or those chosen before; refused if the server does not take it."""
    try:
        model = smtp_setting_model
        server = await _server(ctx, model) if model else await mail.server(ctx, await level(ctx))
        if server is None:
            raise MailNotSent(why="No mail server is configured.")
        await ctx.away(asyncio.to_thread(server.send, mail.message(server.sender, send_to, SUBJECT, TEXT)))
    except mail.NotSent as problem:
        raise MailNotSent(why=f"The mail could not be sent: {problem}") from problem


def named(name: str) -> Known:
    known = KNOWN.get(name.lower())
    if known is None:
        raise NoSuchSetting(name=name)
    return known


async def level(ctx: Context) -> int:
    """Whose values are read and chosen: the host chooses for the whole installation."""
    return settings.INSTALLATION if await is_host(ctx, ctx.tenant_id) else ctx.tenant_id


async def _put(ctx: Context, wanted: Mapping[str, str]) -> None:
    if not wanted:
        raise NothingNamed(name="settings")
    where = await level(ctx)
    chosen = {}
    for name, value in wanted.items():
        known = named(name)
        if known.scope is Scope.APPLICATION and where != settings.INSTALLATION:
            raise NoSuchSetting(name=f"{name}, which the host chooses,")
        chosen[known.name] = known.checked(value)
    await settings.put(ctx, where, chosen, SECRETS)


async def _server(ctx: Context, given: SmtpSettingModel) -> mail.Server:
    """The server described; a password that comes masked is the one that is kept."""
    password = given.password or ""
    if password == settings.MASK:
        password = await settings.secret(ctx, await level(ctx), mail.SECRET)
    address = given.default_from_address or f"podium@{given.host}"
    sender = mail.named(given.default_from_display_name or "", address)
    return mail.Server(given.host, given.port, given.user_name or "", password, given.enable_ssl, sender)
