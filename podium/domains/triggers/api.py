"""The addresses of triggers: one line each."""

from typing import Any

from podium.domains.queues.models import QueueDefinition
from podium.domains.triggers import completing
from podium.domains.triggers.commands import event_triggers, http, occasions, outcomes, schedules, validating
from podium.domains.triggers.commands.invoking import of_package, with_body, without_body
from podium.domains.triggers.models.event_triggers import EventTrigger
from podium.domains.triggers.models.history import TriggerEvent
from podium.domains.triggers.models.http import HttpTrigger, Method
from podium.domains.triggers.models.schedules import ProcessSchedule
from podium.kernel.database import Completions
from podium.kernel.permissions import Resource, somewhere
from podium.odata.catalog import Api, EntitySet, Folder, action, delete, function, get, patch, post, put

Schedules, Triggers = Resource("Schedules"), Resource("Triggers")
CALLED, CALLED_IN_PACKAGE = "/t/{folder}/{slug}", "/t/{folder}/{package}/{slug}"
ODATA = "UiPath.Server.Configuration.OData"
NAMESPACE = f"ProcessSchedules/{ODATA}"
start, see = somewhere(Resource("Jobs").create), somewhere(Resource("Jobs").view)
here: dict[str, Any] = {"folder": Folder.REQUIRED}
one: dict[str, Any] = {"entity": ProcessSchedule}

SCHEDULES = Api(
    "OR.Jobs",
    EntitySet("ProcessSchedules", ProcessSchedule, Schedules, create=schedules.create, delete=schedules.delete),
    put("/odata/ProcessSchedules({key})", schedules.replace, Schedules.edit, 204, **one),
    patch("/odata/ProcessSchedules({key})", schedules.amend, Schedules.edit, **one),
    action(f"ProcessSchedules({{key}})/{ODATA}.Activate", schedules.activate, Schedules.edit),
    action(f"{NAMESPACE}.SetEnabled", schedules.set_enabled, Schedules.edit, **here),
    action(f"{NAMESPACE}.ValidateProcessSchedule", validating.validate, Schedules.create, **here),
    function(f"{NAMESPACE}.GetRobotIdsForSchedule(key={{key}})", validating.robot_ids, Schedules.view, **here),
    EntitySet("TriggerEvents", TriggerEvent, Schedules),
)
HTTP = Api(
    "OR.Jobs",
    EntitySet("HttpTriggers", HttpTrigger, Triggers, create=http.create, update=http.replace, delete=http.delete),
    action(f"HttpTriggers/{ODATA}.SetEnabled", http.set_enabled, Triggers.edit, **here),
    get("/t/jobs/{jobKey}/status", outcomes.status, see),
    get("/t/jobs/{jobKey}/output", outcomes.output, see),
    get("/t/jobs/{jobKey}/wait", outcomes.wait, see),
    get(CALLED, without_body(Method.GET), start),
    post(CALLED, with_body(Method.POST), start),
    put(CALLED, with_body(Method.PUT), start),
    patch(CALLED, with_body(Method.PATCH), start),
    delete(CALLED, with_body(Method.DELETE), start, 200),
    get(CALLED_IN_PACKAGE, of_package(Method.GET), start),
    post(CALLED_IN_PACKAGE, of_package(Method.POST), start),
    put(CALLED_IN_PACKAGE, of_package(Method.PUT), start),
    patch(CALLED_IN_PACKAGE, of_package(Method.PATCH), start),
    delete(CALLED_IN_PACKAGE, of_package(Method.DELETE), start, 200),
)
EVENTS = Api(
    "OR.Jobs",
    EntitySet(
        *("ApiTriggers", EventTrigger, Triggers),
        create=event_triggers.create,
        update=event_triggers.amend,
        delete=event_triggers.delete,
        patch=True,
    ),
    action(f"ApiTriggers/{ODATA}.SetEnabled", event_triggers.set_enabled, Triggers.edit, **here),
    action("ApiTriggers/Podium.RaiseEvent", occasions.raise_event, Resource("Jobs").create, **here),
)
APIS = (SCHEDULES, HTTP, EVENTS)
COMPLETIONS: Completions = {
    ProcessSchedule: [completing.complete_schedules],
    HttpTrigger: [completing.complete_responding],
    EventTrigger: [completing.complete_responding],
    QueueDefinition: [completing.complete_queues],
}
