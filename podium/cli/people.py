"""The commands for users, roles, applications, tokens, tenants and the audit log."""

from types import ModuleType

from cyclopts import App

from podium.cli.options import DATA, TENANT, Data, Tenant
from podium.cli.printing import shown

user = App("user", help="The users of a tenant.")
role = App("role", help="The roles of a tenant.")
application = App("app", help="The applications that act for themselves.")
token = App("token", help="The tokens of users.")
tenant = App("tenant", help="The tenants.")
audit = App("audit", help="The audit log.")
APPS = (user, role, application, token, tenant, audit)


@user.command(name="list")
def list_users(*, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show users with their type and their roles in the tenant."""
    return shown(_work().list_users(data, tenant))


@user.command(name="add")
def add_user(
    name: str, *, email: str | None = None, role: tuple[str, ...] = (), tenant: Tenant = TENANT, data: Data = DATA
) -> int:
    """Make a user and show its password, this once.

    Args:
        name: what the user signs in with
        email: the user's address
        role: a role in the tenant; may be given several times
    """
    return _secret("password", _work().add_user(data, tenant, name, email, list(role)))


@user.command
def recover(name: str = "admin", *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Let a user in again who cannot sign in, the administrator too: show a new password, this once.

    Args:
        name: the user
    """
    return _secret("password", _work().recover(data, tenant, name))


@user.command
def enable(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Let a user in again who was switched off.

    Args:
        name: the user
    """
    _work().set_active(data, tenant, name, active=True)
    return 0


@user.command
def disable(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Switch a user off, and end its sessions and tokens.

    Args:
        name: the user
    """
    _work().set_active(data, tenant, name, active=False)
    return 0


@user.command(name="remove")
def remove_user(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Delete a user with all that belongs to it.

    Args:
        name: the user
    """
    _work().remove_user(data, tenant, name)
    return 0


@user.command
def roles(name: str, *role: str, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Let a user hold exactly these roles in the tenant.

    Args:
        name: the user
        role: the name of a role; none takes all of them away
    """
    _work().set_roles(data, tenant, name, list(role))
    return 0


@user.command
def why(name: str, permission: str, *, folder: str | None = None, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Explain why a user may do something, or may not.

    Args:
        name: the user
        permission: as Queues.View
        folder: the path of a folder; without it, the tenant
    """
    return shown(_work().why(data, tenant, name, permission, folder))


@role.command(name="list")
def list_roles(*, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show roles."""
    return shown(_work().list_roles(data, tenant))


@role.command(name="show")
def show_role(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show what a role permits.

    Args:
        name: the role
    """
    return shown(_work().show_role(data, tenant, name))


@role.command(name="add")
def add_role(name: str, *permission: str, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Make a role, or let one that was made permit something else.

    Args:
        name: the role
        permission: all that it permits, as Queues.View
    """
    _work().set_role(data, tenant, name, permission)
    return 0


@role.command(name="remove")
def remove_role(name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Delete a role; who held it holds it no more.

    Args:
        name: the role
    """
    _work().remove_role(data, tenant, name)
    return 0


@application.command(name="list")
def list_applications(*, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show applications and what they may ask for."""
    return shown(_work().list_applications(data, tenant))


@application.command(name="add")
def add_application(
    client_id: str,
    *,
    scope: tuple[str, ...] = (),
    role: tuple[str, ...] = (),
    tenant: Tenant = TENANT,
    data: Data = DATA,
) -> int:
    """Let an application in, or give one that is there a new secret. It is shown once.

    Args:
        client_id: what the application calls itself
        scope: what it may ask for; may be given several times; without any, everything
        role: a role in the tenant; may be given several times; without any, Administrator
    """
    return _secret("secret", _work().add_application(data, tenant, client_id, scope, role))


@application.command(name="remove")
def remove_application(client_id: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Delete an application; its tokens are worth nothing any more.

    Args:
        client_id: what the application calls itself
    """
    _work().remove_application(data, tenant, client_id)
    return 0


@token.command(name="list")
def list_tokens(user: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Show the personal tokens of a user.

    Args:
        user: whose they are
    """
    return shown(_work().list_tokens(data, tenant, user))


@token.command(name="add")
def add_token(user: str, name: str, *scope: str, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """Make a personal token for a user, with these scopes or with all; it is shown once.

    Args:
        user: whose it is
        name: what its user knows it by
        scope: what it is good for, as OR.Queues.Read
    """
    return _secret("token", _work().add_token(data, tenant, user, name, list(scope or ("OR.Default",))))


@token.command(name="end")
def end_tokens(user: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """End all tokens and sessions of a user.

    Args:
        user: whose they are
    """
    _work().end_tokens(data, tenant, user)
    return 0


@token.command(name="remove")
def remove_token(user: str, name: str, *, tenant: Tenant = TENANT, data: Data = DATA) -> int:
    """End the personal tokens of a user that have a name.

    Args:
        user: whose they are
        name: what their user knows them by
    """
    _work().remove_token(data, tenant, user, name)
    return 0


@tenant.command(name="list")
def list_tenants(*, data: Data = DATA) -> int:
    """Show tenants."""
    return shown(_work().list_tenants(data))


@tenant.command(name="add")
def add_tenant(name: str, *, data: Data = DATA) -> int:
    """Make a tenant, and show the password of its administrator, this once.

    Args:
        name: what it is to be called
    """
    return _secret("password of admin", _work().add_tenant(data, name))


@tenant.command(name="enable")
def enable_tenant(name: str, *, data: Data = DATA) -> int:
    """Switch a tenant on.

    Args:
        name: the tenant
    """
    _work().switch_tenant(data, name, active=True)
    return 0


@tenant.command(name="disable")
def disable_tenant(name: str, *, data: Data = DATA) -> int:
    """Switch a tenant off: who is signed in to it is out at once.

    Args:
        name: the tenant
    """
    _work().switch_tenant(data, name, active=False)
    return 0


@tenant.command(name="remove")
def remove_tenant(name: str, *, yes: bool = False, data: Data = DATA) -> int:
    """Delete a tenant for good, with all that is in it.

    Args:
        name: the tenant
        yes: you are sure; nothing is deleted without
    """
    _work().remove_tenant(data, name, sure=yes)
    return 0


@audit.command
def verify(*, mark: tuple[str, ...] = (), data: Data = DATA) -> int:
    """Find out whether entries of the audit log were changed or removed; fails if they were.

    Args:
        mark: what an earlier run has shown and you have kept elsewhere; the log must still have it
    """
    verdicts = list(_work().verify_audit(data, mark))
    shown(text for _, text in verdicts)
    return 0 if all(good for good, _ in verdicts) else 1


def _work() -> ModuleType:
    """What the commands do; loaded late, so that the others need not wait for the server's code."""
    from podium.cli import administration  # noqa: PLC0415

    return administration


def _secret(what: str, value: str) -> int:
    print(f"{what}: {value}")
    return 0
