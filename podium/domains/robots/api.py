"""The addresses of machines, robots and of the services on hosts: one line each."""

from podium.domains.robots.commands import machines, robots, services
from podium.domains.robots.models.machines import Machine
from podium.domains.robots.models.robots import Robot
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, action, get, post

Machines, Robots = Resource("Machines"), Resource("Robots")
Units, SubFolders = Resource("Units"), Resource("SubFolders")
SERVICE = "/api/robotsservice"

MACHINES = Api(
    "OR.Machines",
    EntitySet(
        "Machines",
        Machine,
        Machines,
        create=machines.create,
        update=machines.change,
        delete=machines.delete,
        patch=True,
    ),
)
ROBOTS = Api("OR.Robots", EntitySet("Robots", Robot, Robots, create=robots.create))
FOLDERS = Api("OR.Folders", action("Folders/AssignMachines", machines.assign, Units.edit | SubFolders.edit, 204))
SERVICES = Api(
    "",
    get(f"{SERVICE}/GetSharedConnectionData", services.shared_connection),
    get(f"{SERVICE}/GetConnectionData", services.connection),
    post(f"{SERVICE}/StartService", services.start_service),
    post(f"{SERVICE}/StopService", services.stop_service, status=204),
    post(f"{SERVICE}/BeginSession", services.begin_session),
    post(f"{SERVICE}/EndSession", services.end_session, status=204),
    post(f"{SERVICE}/AcquireLicense", services.begin_session),
    post(f"{SERVICE}/ReleaseLicense", services.end_session, status=204),
    get(f"{SERVICE}/GetRobotMappings", services.mappings),
)
APIS = (MACHINES, ROBOTS, FOLDERS, SERVICES)
