"""The addresses of calendars: one line each."""

from podium.domains.calendars import commands
from podium.domains.calendars.models import Calendar
from podium.kernel.permissions import ANYONE, Resource
from podium.odata.catalog import Api, EntitySet, action

Settings = Resource("Settings", view=ANYONE)

API = Api(
    "OR.Settings",
    EntitySet("Calendars", Calendar, Settings, create=commands.create, update=commands.update, delete=commands.delete),
    action("Calendars/UiPath.Server.Configuration.OData.CalendarExists", commands.exists, Settings.edit),
    action("Calendars({key})/ImportICalendar", commands.import_file, Settings.edit),
)
