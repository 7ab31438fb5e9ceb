"""The addresses of settings, and of what the server tells of itself."""

from podium.domains.settings import commands, telling
from podium.kernel.permissions import ANYONE, PUBLIC, Resource
from podium.odata.catalog import Api, action, function, get, put

Settings, Robots, Webhooks = Resource("Settings"), Resource("Robots"), Resource("Webhooks")
START = "Settings/UiPath.Server.Configuration.OData"
ONE = "Settings('{key}')"

API = Api(
    "OR.Settings",
    function("Settings", commands.every, Settings.view),
    function(ONE, commands.value, Settings.view),
    put(f"/odata/{ONE}", commands.choose, Settings.edit),
    action(f"{START}.UpdateBulk", commands.choose_several, Settings.edit),
    action(f"{START}.DeleteBulk", commands.forget_several, Settings.delete, 204),
    action(f"{START}.UpdateUserSetting", commands.choose_for_oneself, ANYONE),
    action(f"{START}.VerifySmtpSetting", commands.try_mail, Settings.edit),
    function(f"{START}.GetAuthenticationSettings", telling.authentication, PUBLIC),
    function(f"{START}.GetWebSettings", telling.web, ANYONE),
    function(f"{START}.GetServicesSettings", telling.services, ANYONE),
    function(f"{START}.GetActivitySettings", telling.activities, ANYONE),
    function(f"{START}.GetUpdateSettings", telling.updates, PUBLIC),
    function(f"{START}.GetConnectionString", telling.connection, Settings.view),
    function(
        f"{START}.GetExecutionSettingsConfiguration(scope={{scope}})",
        *(telling.execution, Settings.edit | Robots.create | Robots.edit),
    ),
    function(f"{START}.GetLanguages", telling.languages, PUBLIC),
    function(f"{START}.GetTimezones", telling.time_zones, PUBLIC),
)
STATUS = Api(
    "",
    get("/api/Status/Get", telling.alive, PUBLIC),
    get("/api/Status/Version", telling.version, PUBLIC),
    get("/api/Status/VerifyHostAvailibility", telling.host_availability, Webhooks.create | Webhooks.edit),
    get("/api/Translations/GetTranslations", telling.translations, PUBLIC),
)
APIS = (API, STATUS)
