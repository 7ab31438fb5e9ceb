"""What the commands for providers and directories do."""

from podium.cli.administration import in_tenant, line
from podium.cli.options import DirectoryOptions, ProviderOptions
from podium.cli.problems import Problem
from podium.domains.identity.directory import connections, provision
from podium.domains.identity.federation import providers
from podium.domains.identity.models import DirectoryConnection, ExternalProvider, Flavour
from podium.domains.identity.queries import directories, user_of_directory
from podium.kernel.context import Context
from podium.kernel.errors import NotFound


@in_tenant
async def list_providers(ctx: Context) -> list[str]:
    rows = await ctx.all(providers.providers(ctx, ctx.tenant_id))
    return [line(row.name, row.issuer, row.client_id, *_ways(row)) for row in rows]


@in_tenant
async def add_provider(ctx: Context, about: dict[str, str], options: ProviderOptions, secret: str) -> list[str]:
    """Trust a provider that answers; says what has to be done there."""
    row = await providers.trust(ctx, about | vars(options), secret)
    return [f"{row.name} is trusted.", f"Register there: https://<this server>{providers.CALLBACK}"]


@in_tenant
async def try_provider(ctx: Context, name: str) -> list[str]:
    found = await providers.endpoints(ctx, await _provider(ctx, name))
    return [f"{name} answers.", f"People sign in at {found.authorization_endpoint}"]


@in_tenant
async def remove_provider(ctx: Context, name: str) -> None:
    ctx.remove(await _provider(ctx, name))


@in_tenant
async def list_directories(ctx: Context) -> list[str]:
    rows = await ctx.all(directories(ctx, ctx.tenant_id))
    return [line(row.domain, row.url, row.base, row.flavour, *_habits(row)) for row in rows]


@in_tenant
async def add_directory(ctx: Context, about: dict[str, str], options: DirectoryOptions, password: str) -> list[str]:
    """Connect a directory that answers."""
    authority = options.ca_certificate.read_text("utf-8") if options.ca_certificate else ""
    flavour = Flavour.ACTIVE_DIRECTORY if options.active_directory else Flavour.LDAP
    values = {"flavour": flavour, "ca_certificate": authority, "is_default": options.default}
    values |= {"reader": options.reader, "start_tls": options.start_tls}
    row = await connections.connect(ctx, about | values, password)
    await connections.try_out(ctx, row)
    return [f"{row.domain} is connected."]


@in_tenant
async def try_directory(ctx: Context, domain: str) -> list[str]:
    await connections.try_out(ctx, await _directory(ctx, domain))
    return [f"{domain} answers."]


@in_tenant
async def remove_directory(ctx: Context, domain: str) -> None:
    ctx.remove(await _directory(ctx, domain))


@in_tenant
async def check_sign_in(ctx: Context, name: str, password: str) -> list[str]:
    """As whom the directories would let somebody in; a Problem where they would not."""
    found = await provision.recognised(ctx, name, password)
    if found is None:
        raise Problem(f"No directory lets {name} in with this password.")
    ours = [group.user_name for group in await provision.groups_here(ctx, found.groups)]
    user = await ctx.first(user_of_directory(ctx, found.person.identifier))
    if user is None and not ours:
        raise Problem(f"{found.person.path} is no user here, nor in a group that is one: add one of them.")
    who = f"the user {user.user_name}" if user else f"a new user {found.person.name}"
    return [
        f"{found.connection.domain} lets {found.person.path} in as {who}.",
        *(f"  of the group {one}" for one in ours),
    ]


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
