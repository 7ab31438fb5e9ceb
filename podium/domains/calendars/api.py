"""The addresses of calendars: one line each."""

from podium.domains.calendars import commands, former
from podium.domains.calendars.models import Calendar
from podium.kernel.permissions import ANYONE, Resource
from podium.odata.catalog import Api, EntitySet, action, function

Settings, Viewing = Resource("Settings", view=ANYONE), Resource("Settings")

API = Api(
    "OR.Settings",
    EntitySet("Calendars", Calendar, Settings, create=commands.create, update=commands.update, delete=commands.delete),
    action("Calendars/UiPath.Server.Configuration.OData.CalendarExists", commands.exists, Settings.edit),
    action("Calendars({key})/ImportICalendar", commands.import_file, Settings.edit),
    function("Settings/UiPath.Server.Configuration.OData.GetCalendar", former.read, Viewing.view),
    action("Settings/UiPath.Server.Configuration.OData.SetCalendar", former.write, Settings.edit),
)
