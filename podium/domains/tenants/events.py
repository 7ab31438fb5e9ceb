"""What tenants tell."""

from podium.kernel.events import Event


class TenantCreated(Event):
    """A tenant is there. Its roles and its administrator are made by the first who hear this, and then all else."""

    tenant_id: int
    admin_password: str = ""
    is_host: bool = False


class MaintenanceChanged(Event):
    """A tenant, or the whole installation (tenant 0), goes into maintenance or comes out of it.

    ``state`` is None, Draining or Suspended. While it is draining no job may start, and those that run are to be
    stopped, or killed.
    """

    tenant_id: int
    state: str
    kill_jobs: bool = False
