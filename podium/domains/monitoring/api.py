"""The addresses of alerts."""

from podium.domains.monitoring import commands, folders, stats, tags
from podium.domains.monitoring.models import UserAlert
from podium.kernel.permissions import ANYONE, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, action, function, get

Alerts, Jobs, Robots, License = (Resource(name) for name in ("Alerts", "Jobs", "Robots", "License"))
Units, SubFolders = Resource("Units"), Resource("SubFolders")

FOLDERS = Api(
    "OR.Folders",
    function(
        "Folders/GetEntitiesSummary(folderId={folderId})",
        folders.entities_summary,
        somewhere(Units.view | SubFolders.view),
    ),
)
TAGS = "/portal_/api/orchestrator/tags"
ABOUT_TAGS = Api("OR.Folders", get(TAGS, tags.tags), get(f"{TAGS}/{{organization}}/{{tenant}}", tags.tags_of))
API = Api(
    "OR.Monitoring",
    EntitySet("Alerts", UserAlert),
    function("Alerts", commands.mine, Alerts.view, entity=UserAlert),
    function("Alerts/GetUnreadCount", commands.unread, Alerts.view),
    action("Alerts/MarkAsRead", commands.mark_as_read, Alerts.view),
    action("Alerts/ExpandCurrentUserGroupAlerts", commands.expand, Alerts.view),
    action("Alerts/RaiseProcessAlert", commands.raise_process_alert, Alerts.create),
    get("/api/Stats/GetCountStats", stats.counts, ANYONE),
    get("/api/Stats/GetJobsStats", stats.jobs, somewhere(Jobs.view)),
    get("/api/Stats/GetSessionsStats", stats.sessions, Robots.view),
    get("/api/Stats/GetLicenseStats", stats.licences, License.view),
    get("/api/Stats/GetConsumptionLicenseStats", stats.consumption, License.view),
)
