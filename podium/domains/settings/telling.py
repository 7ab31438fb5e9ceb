"""What the server tells clients of itself: versions, languages, time zones, what robots can be told."""

import ssl
from collections.abc import Mapping
from functools import cache

import httpx
from tzlocal.windows_tz import win_tz

from podium.domains.settings import commands
from podium.domains.settings.errors import UnknownLanguage
from podium.domains.settings.known import LANGUAGES
from podium.domains.settings.models import (
    ActivitySettings,
    ExecutionScope,
    ExecutionSetting,
    ExecutionSettings,
    HostAvailability,
    LanguageInfo,
    Languages,
    NameValue,
    ResponseDictionary,
    ServerVersion,
    SignalRSettings,
    TimeZones,
    UpdateSettings,
    UpdateSource,
)
from podium.kernel.catalogue import CATALOGUE, OBSERVED
from podium.kernel.context import Context
from podium.kernel.cron import find_zone
from podium.odata.bind import Base

API_VERSION = "17.0"
BUILD = "24.10.0"
"""The release of the vendor's server whose API this is: clients choose their calls by it."""
POLLING_SECONDS = 3600
SECONDS = 5.0
NAMES = {"en": "English", "de": "Deutsch"}
TRACING = ["Verbose", "Trace", "Information", "Warning", "Error", "Critical", "Off"]
EXECUTION = (
    ("TracingLevel", "Level of logs", "MultipleChoice", "Information", TRACING),
    ("DevelopmentLogging", "Logs of development", "Boolean", "false", None),
    ("LoginToConsole", "Sign in to the console", "Boolean", "true", None),
    ("ResolutionWidth", "Width of the screen", "Integer", "0", None),
    ("ResolutionHeight", "Height of the screen", "Integer", "0", None),
    ("ResolutionDepth", "Depth of the screen's colours", "Integer", "0", None),
    ("FontSmoothing", "Smooth fonts", "Boolean", "true", None),
    ("AutoDownloadProcess", "Fetch processes beforehand", "Boolean", "true", None),
)
"""What a robot can be told: key, name, type, default, choices."""


def alive(ctx: Context) -> None:
    """Nothing: that there is an answer says enough."""


def version(ctx: Context) -> ServerVersion:
    """Which release clients may take the server for."""
    return ServerVersion(version=BUILD)


async def authentication(ctx: Context) -> ResponseDictionary:
    """What clients must know before anybody has signed in."""
    return dictionary({"Build.Version": BUILD, "Auth.UserLockOut.IsEnabled": "true", "Multitenancy.IsEnabled": "true"})


async def web(ctx: Context) -> ResponseDictionary:
    """Every setting that opens nothing, as it holds for the caller."""
    return dictionary({**await commands.of_caller(ctx), "Build.Version": BUILD})


def services(ctx: Context, base: Base) -> ResponseDictionary:
    """Where robots of old find the services of the server; keys that open feeds are not among them."""
    addresses = {
        "ConfigurationUrl": base,
        "DeploymentUrl": f"{base}/nuget/v3/index.json",
        "MonitoringUrl": base,
        "NotificationHubUrl": "",
        "LoggingUrl": base,
        "QueuesSvcUrl": base,
        "NuGet.Packages.ApiKey": "",
        "NuGetServiceApiKey": "",
        "ActivitiesFeed": f"{base}/nuget/v3/index.json",
    }
    return dictionary(addresses)


def dictionary(members: Mapping[str, str]) -> ResponseDictionary:
    return ResponseDictionary(keys=list(members), values=list(members.values()))


def activities(ctx: Context) -> ActivitySettings:
    """What activities of robots must know."""
    return ActivitySettings(api_version=API_VERSION, signal_r=SignalRSettings())


def updates(ctx: Context, base: Base) -> UpdateSettings:
    """Where robots get newer versions of themselves."""
    return UpdateSettings(
        update_server_source=UpdateSource.ORCHESTRATOR,
        update_server_url=base,
        polling_interval=POLLING_SECONDS,
    )


def connection(ctx: Context, base: Base) -> str:
    """The address that robots are connected with."""
    return f"{base}/api/robotsservice/GetConnectionData?tenantId={ctx.tenant_id}"


def execution(ctx: Context, scope: ExecutionScope) -> ExecutionSettings:
    """What a robot can be told; for all of them the defaults are what holds where nothing is said."""
    is_global = scope is ExecutionScope.GLOBAL
    found = [
        ExecutionSetting(
            key=key,
            display_name=name,
            value_type=kind,
            default_value=default if is_global else "",
            possible_values=choices,
        )
        for key, name, kind, default, choices in EXECUTION
    ]
    return ExecutionSettings(scope=scope, configuration=found)


def languages(ctx: Context) -> Languages:
    """The languages of texts."""
    found = [
        LanguageInfo(name=name, display_name=NAMES[name], icon=f"famfamfam-flag-{name}", is_default=name == "en")
        for name in LANGUAGES
    ]
    return Languages(items=found)


def time_zones(ctx: Context) -> TimeZones:
    """The time zones, by their Windows ids, in the order of their distance from UTC."""
    at = {name: ctx.now.astimezone(find_zone(name)).strftime("%z") for name in win_tz}
    ordered = sorted(at, key=lambda name: (int(at[name]), name))
    shown = [NameValue(name=f"(UTC{at[name][:3]}:{at[name][3:]}) {win_tz[name]}", value=name) for name in ordered]
    return TimeZones(items=shown)


def translations(ctx: Context, lang: str = "en") -> Mapping[str, str]:
    """The texts of errors in a language, by their names."""
    language = lang[:2].lower()
    if language not in LANGUAGES:
        raise UnknownLanguage(why=f"There are no texts in {lang}.", field="lang")
    return texts(language)


@cache
def texts(language: str) -> Mapping[str, str]:
    """The first text of every code that has a name."""
    codes = [*CATALOGUE.values(), *OBSERVED.values()]
    return {code.name: code.english if language == "en" else code.german for code in codes if code.name}


async def host_availability(ctx: Context, url: str) -> HostAvailability:
    """Whether an address can be reached from here, as a webhook would."""
    try:
        await ctx.away(_look(url))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as problem:
        is_bad = "CERTIFICATE" in str(problem).upper() or isinstance(problem, ssl.SSLError)
        return HostAvailability(can_connect=False, has_bad_ssl=is_bad, connection_error=str(problem))
    return HostAvailability(can_connect=True, has_bad_ssl=False, connection_error=None)


async def _look(url: str) -> None:
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        await client.head(url)
