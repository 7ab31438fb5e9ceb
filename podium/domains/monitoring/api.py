"""The addresses of alerts."""

from podium.domains.monitoring import commands
from podium.domains.monitoring.models import UserAlert
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, action, function

Alerts = Resource("Alerts")

API = Api(
    "OR.Monitoring",
    EntitySet("Alerts", UserAlert),
    function("Alerts", commands.mine, Alerts.view, entity=UserAlert),
    function("Alerts/GetUnreadCount", commands.unread, Alerts.view),
    action("Alerts/MarkAsRead", commands.mark_as_read, Alerts.view),
    action("Alerts/ExpandCurrentUserGroupAlerts", commands.expand, Alerts.view),
    action("Alerts/RaiseProcessAlert", commands.raise_process_alert, Alerts.create),
)
