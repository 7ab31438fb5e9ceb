"""The addresses of exports."""

from podium.domains.exports import commands
from podium.domains.exports.models import Export
from podium.kernel.permissions import ANYONE, PUBLIC
from podium.odata.catalog import Api, EntitySet, function, get

API = Api(
    "",
    EntitySet("Exports", Export),
    function("Exports({key})", commands.get, ANYONE),
    function("Exports({key})/UiPath.Server.Configuration.OData.GetDownloadLink", commands.download_link, ANYONE),
    get(f"{commands.ADDRESS}/{{ticket}}", commands.read, PUBLIC),
)
