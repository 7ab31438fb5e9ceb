"""Which state of a maintenance may follow which."""

from podium.domains.tenants.errors import AlreadyDone
from podium.domains.tenants.models import Maintenance
from podium.kernel.moves import Move

drain = Move({Maintenance.NONE}, Maintenance.DRAINING, AlreadyDone, "state")
suspend = Move({Maintenance.DRAINING}, Maintenance.SUSPENDED, AlreadyDone, "state")
end = Move({Maintenance.DRAINING, Maintenance.SUSPENDED}, Maintenance.NONE, AlreadyDone, "state")
