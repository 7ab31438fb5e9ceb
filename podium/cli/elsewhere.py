"""Commands for those through whom people sign in: providers of OpenID Connect, and directories."""

from types import ModuleType

from cyclopts import App

from podium.cli.options import DATA, TENANT, Data, DirectoryOptions, ProviderOptions, Tenant
from podium.cli.printing import secret_of, shown

provider = App("provider", help="The providers of OpenID Connect through which people sign in.")
directory = App("directory", help="The directories (LDAP, Active Directory) through which people sign in.")
APPS = (provider, directory)


@provider.command(name="list")
def list_providers(*, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show providers: their names, issuers and what becomes of people who come from there."""
    return shown(_work().list_providers(data, tenant))


@provider.command(name="add")
def add_provider(
    name: str,
    issuer: str,
    client_id: str,
    *,
    options: ProviderOptions = ProviderOptions(),  # noqa: B008 - it is frozen
    tenant: Tenant = TENANT,
    data: Data = DATA,
) -> int:
    """Trust a provider, if it answers. Its client secret is read from PODIUM_PROVIDER_SECRET, or asked for.

    Args:
        name: what the button on the page to sign in says
        issuer: the address of the provider
        client_id: what the provider knows Podium by
    """
    about = {"name": name, "issuer": issuer, "client_id": client_id}
    secret = secret_of("PODIUM_PROVIDER_SECRET", "Client secret")
    return shown(_work().add_provider(data, tenant, about, options, secret))


@provider.command(name="test")
def try_provider(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Ask a provider where it lets people sign in; fails if it does not answer as one.

    Args:
        name: the provider
    """
    return shown(_work().try_provider(data, tenant, name))


@provider.command(name="remove")
def remove_provider(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Trust a provider no more; the links of users to it are forgotten.

    Args:
        name: the provider
    """
    _work().remove_provider(data, tenant, name)
    return 0


@directory.command(name="list")
def list_directories(*, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show directories: their domains, addresses and how they are asked."""
    return shown(_work().list_directories(data, tenant))


@directory.command(name="add")
def add_directory(
    domain: str,
    url: str,
    base: str,
    *,
    options: DirectoryOptions = DirectoryOptions(),  # noqa: B008 - it is frozen
    tenant: Tenant = TENANT,
    data: Data = DATA,
) -> int:
    """Connect a directory, if it answers. The reader's password is read from PODIUM_DIRECTORY_PASSWORD, or asked for.

    Args:
        domain: the name under which people sign in, as EXAMPLE in EXAMPLE\\alice
        url: its address, as ldaps://dc.example.com
        base: where its people and groups are, as DC=example,DC=com
    """
    about = {"domain": domain, "url": url, "base": base}
    secret = secret_of("PODIUM_DIRECTORY_PASSWORD", f"Password of {options.reader}") if options.reader else ""
    return shown(_work().add_directory(data, tenant, about, options, secret))


@directory.command(name="test")
def try_directory(domain: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Ask a directory something; fails, and says why, if it does not answer.

    Args:
        domain: the name of the directory
    """
    return shown(_work().try_directory(data, tenant, domain))


@directory.command(name="remove")
def remove_directory(domain: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Ask a directory no more; who came from it stays a user, but cannot sign in.

    Args:
        domain: the name of the directory
    """
    _work().remove_directory(data, tenant, domain)
    return 0


@directory.command(name="sign-in")
def check_sign_in(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Find out whether the directories let somebody in, and as whom; nobody is signed in. The password is asked for.

    Args:
        name: as it is typed on the page to sign in: alice, EXAMPLE\\alice or alice@example
    """
    return shown(_work().check_sign_in(data, tenant, name, secret_of("PODIUM_PASSWORD", f"Password of {name}")))


def _work() -> ModuleType:
    """What the commands do; loaded late, so that the others need not wait for the server's code."""
    from podium.cli import trust  # noqa: PLC0415

    return trust
