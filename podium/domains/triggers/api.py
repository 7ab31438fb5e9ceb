"""The addresses of triggers: one line each."""

from typing import Any

from podium.domains.triggers import completing
from podium.domains.triggers.commands import schedules, validating
from podium.domains.triggers.models.history import TriggerEvent
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.database import Completions
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, action, function, patch, put

Schedules = Resource("Schedules")
NAMESPACE = "ProcessSchedules/UiPath.Server.Configuration.OData"
here: dict[str, Any] = {"folder": Folder.REQUIRED}
one: dict[str, Any] = {"entity": ProcessSchedule}

SCHEDULES = Api(
    "OR.Jobs",
    EntitySet("ProcessSchedules", ProcessSchedule, Schedules, create=schedules.create, delete=schedules.delete),
    put("/odata/ProcessSchedules({key})", schedules.replace, Schedules.edit, 204, **one),
    patch("/odata/ProcessSchedules({key})", schedules.amend, Schedules.edit, **one),
    action("ProcessSchedules({key})/UiPath.Server.Configuration.OData.Activate", schedules.activate, Schedules.edit),
    action(f"{NAMESPACE}.SetEnabled", schedules.set_enabled, Schedules.edit, **here),
    action(f"{NAMESPACE}.ValidateProcessSchedule", validating.validate, Schedules.create, **here),
    function(f"{NAMESPACE}.GetRobotIdsForSchedule(key={{key}})", validating.robot_ids, Schedules.view, **here),
    EntitySet("TriggerEvents", TriggerEvent, Schedules),
)
APIS = (SCHEDULES,)
COMPLETIONS: Completions = {ProcessSchedule: [completing.complete_schedules]}
