"""What the commands for providers and directories do."""

from collections.abc import Iterable
from pathlib import Path

from podium.cli.administration import done, line, within
from podium.cli.options import DirectoryOptions, ProviderOptions
from podium.cli.problems import Problem
from podium.domains.identity.directory import connections, provision
from podium.domains.identity.federation import providers
from podium.domains.identity.models import DirectoryConnection, ExternalProvider, Flavour
from podium.domains.identity.queries import directories, user_of_directory
from podium.kernel.context import Context
from podium.kernel.errors import NotFound


def list_providers(data: Path, tenant: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        rows = await ctx.all(providers.providers(ctx, (await within(ctx, tenant)).tenant_id))
        return [line(row.name, row.issuer, row.client_id, *_ways(row)) for row in rows]

    return done(data, work)


def add_provider(
    data: Path, tenant: str, about: dict[str, str], options: ProviderOptions, secret: str
) -> Iterable[str]:
    """Trust a provider that answers; says what has to be done there."""

    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        row = await providers.trust(here, about | vars(options), secret)
        return [f"{row.name} is trusted.", f"Register there: https://<this server>{providers.CALLBACK}"]

    return done(data, work)


def try_provider(data: Path, tenant: str, name: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        found = await providers.endpoints(here, await _provider(here, name))
        return [f"{name} answers.", f"People sign in at {found.authorization_endpoint}"]

    return done(data, work)


def remove_provider(data: Path, tenant: str, name: str) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        here.remove(await _provider(here, name))

    done(data, work)


def list_directories(data: Path, tenant: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        rows = await ctx.all(directories(ctx, (await within(ctx, tenant)).tenant_id))
        return [line(row.domain, row.url, row.base, row.flavour, *_habits(row)) for row in rows]

    return done(data, work)


def add_directory(
    data: Path, tenant: str, about: dict[str, str], options: DirectoryOptions, password: str
) -> Iterable[str]:
    """Connect a directory that answers."""
    authority = options.ca_certificate.read_text("utf-8") if options.ca_certificate else ""
    flavour = Flavour.ACTIVE_DIRECTORY if options.active_directory else Flavour.LDAP
    values = {"flavour": flavour, "ca_certificate": authority, "is_default": options.default}
    values |= {"reader": options.reader, "start_tls": options.start_tls}

    async def work(ctx: Context) -> list[str]:
        row = await connections.connect(await within(ctx, tenant), about | values, password)
        await connections.try_out(ctx, row)
        return [f"{row.domain} is connected."]

    return done(data, work)


def try_directory(data: Path, tenant: str, domain: str) -> Iterable[str]:
    async def work(ctx: Context) -> list[str]:
        await connections.try_out(ctx, await _directory(await within(ctx, tenant), domain))
        return [f"{domain} answers."]

    return done(data, work)


def remove_directory(data: Path, tenant: str, domain: str) -> None:
    async def work(ctx: Context) -> None:
        here = await within(ctx, tenant)
        here.remove(await _directory(here, domain))

    done(data, work)


def check_sign_in(data: Path, tenant: str, name: str, password: str) -> list[str]:
    """As whom the directories would let somebody in; a Problem where they would not."""

    async def work(ctx: Context) -> list[str]:
        here = await within(ctx, tenant)
        found = await provision.recognised(here, name, password)
        if found is None:
            raise Problem(f"No directory lets {name} in with this password.")
        ours = [group.user_name for group in await provision.groups_here(here, found.groups)]
        user = await here.first(user_of_directory(here, found.person.identifier))
        if user is None and not ours:
            raise Problem(f"{found.person.path} is no user here, nor in a group that is one: add one of them.")
        who = f"the user {user.user_name}" if user else f"a new user {found.person.name}"
        return [
            f"{found.connection.domain} lets {found.person.path} in as {who}.",
            *(f"  of the group {one}" for one in ours),
        ]

    return done(data, work)


async def _provider(ctx: Context, name: str) -> ExternalProvider:
    for row in await ctx.all(providers.providers(ctx, ctx.tenant_id)):
        if row.name.lower() == name.lower():
            return row
    raise NotFound(name=f"Provider {name}")


async def _directory(ctx: Context, domain: str) -> DirectoryConnection:
    for row in await ctx.all(directories(ctx, ctx.tenant_id)):
        if row.domain.lower() == domain.lower():
            return row
    raise NotFound(name=f"Directory {domain}")


def _ways(row: ExternalProvider) -> list[str]:
    words = {"links by e-mail": row.links_by_email, "makes users": row.makes_users, "off": not row.is_active}
    return [word for word, is_so in words.items() if is_so]


def _habits(row: DirectoryConnection) -> list[str]:
    words = {"starts TLS": row.start_tls, "own authority": row.ca_certificate, "default": row.is_default}
    return [word for word, is_so in words.items() if is_so]
