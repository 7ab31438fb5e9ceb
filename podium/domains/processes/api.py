"""The endpoints of packages, feeds and processes: one line each."""

from typing import Any

from podium.domains.processes import showing
from podium.domains.processes.commands import (
    environments,
    libraries,
    offers,
    packages,
    publish,
    releases,
    retention,
    versions,
)
from podium.domains.processes.models.environments import Environment
from podium.domains.processes.models.libraries import Library
from podium.domains.processes.models.packages import Package
from podium.domains.processes.models.releases import Release
from podium.domains.processes.models.retention import ReleaseRetention
from podium.domains.processes.nuget import catalog, files, registration
from podium.domains.processes.queries.releases import releases_here
from podium.kernel.database import Completions
from podium.kernel.permissions import ANYONE, PUBLIC, Resource, somewhere
from podium.odata.catalog import Api, EntitySet, Folder, action, delete, function, get, insert, put
from podium.odata.traits import asking

Packages = Resource("Packages")
FolderPackages = Resource("FolderPackages")
Processes = Resource("Processes")
Libraries = Resource("Libraries")
Environments = Resource("Environments")
Robots = Resource("Robots")
Retention = Resource("Processes")
Retention.delete = Processes.edit
view = somewhere(Packages.view | FolderPackages.view)
here: dict[str, Any] = {"folder": Folder.REQUIRED}

PACKAGES = Api(
    "OR.Execution",
    EntitySet("Processes", Package),
    function("Processes", packages.list_packages, view),
    function("Processes('{key}')", packages.get, view),
    delete("/odata/Processes('{key}')", packages.delete, somewhere(Packages.delete | FolderPackages.delete)),
    function("Processes/GetProcessVersions(processId='{processId}')", packages.list_versions, view),
    function("Processes/GetArguments(key='{key}')", packages.get_arguments, Packages.view),
    function("Processes/GetPackageEntryPoints(key='{key}')", packages.get_entry_points, view),
    function("Processes/GetPackageMainEntryPoint(key='{key}')", packages.get_main_entry_point, view),
    function("Processes/DownloadPackage(key='{key}')", packages.download, view),
    action("Processes/UploadPackage", publish.upload, somewhere(Packages.create | FolderPackages.create)),
    action("Processes/SetArguments", packages.set_arguments, Packages.edit),
    get("/api/PackageFeeds/GetFolderFeed", offers.folder_feed, ANYONE),
    get("/api/PackageFeeds/GetFeeds", offers.process_feeds, ANYONE),
    get("/api/PackageFeeds/GetLibraryFeeds", offers.library_feeds, ANYONE),
)
RELEASES = Api(
    "OR.Execution",
    EntitySet(
        "Releases",
        Release,
        Processes,
        rows=asking(releases_here),
        create=releases.create,
        update=releases.update,
        delete=releases.delete,
        patch=True,
    ),
    action("Releases/CreateRelease", releases.create, Processes.create, 201, entity=Release, **here),
    function("Releases/ListReleases", asking(releases_here), Processes.view, **here),
    function("Releases({key})/GetRelease", releases.get, Processes.view),
    function("Releases({key})/GetResources(processKey='{processKey}')", packages.get_resources, Processes.view),
    delete("/api/Releases/DeleteByKey", releases.delete_by_key, somewhere(Processes.delete)),
    action("Releases({key})/UpdateToSpecificPackageVersion", versions.to_version, Processes.edit),
    action("Releases({key})/UpdateToLatestPackageVersion", versions.to_latest, Processes.edit),
    action("Releases({key})/RollbackToPreviousReleaseVersion", versions.back, Processes.edit),
    action("Releases/UpdateToLatestPackageVersionBulk", versions.all_to_latest, Processes.edit, **here),
    action("Releases/UpdateByKey", versions.update_by_key, Processes.edit, **here),
    action(
        "Releases/UpdateToSpecificPackageVersionByKey(identifier={identifier})",
        versions.to_version_by_key,
        Processes.edit,
        **here,
    ),
    action(
        "Releases/UpdateToLatestPackageVersionByKey(identifier={identifier})",
        versions.to_latest_by_key,
        Processes.edit,
        **here,
    ),
    action(
        "Releases/RollbackToPreviousReleaseVersionByKey(identifier={identifier})",
        versions.back_by_key,
        Processes.edit,
        **here,
    ),
    action("Releases/UpdateToLatestPackageVersionBulkByKey", versions.all_to_latest_by_key, Processes.edit, **here),
)
LIBRARIES = Api(
    "OR.Execution",
    EntitySet("Libraries", Library),
    function("Libraries", libraries.list_libraries, Libraries.view),
    function("Libraries('{key}')", libraries.get, Libraries.view),
    delete("/odata/Libraries('{key}')", libraries.delete, Libraries.delete),
    function("Libraries/GetVersions(packageId='{packageId}')", libraries.list_versions, Libraries.view),
    function("Libraries/DownloadPackage(key='{key}')", libraries.download, Libraries.view),
    action("Libraries/UploadPackage", libraries.upload, Libraries.create, 207),
)
RETENTION = Api(
    "OR.Execution",
    EntitySet(
        "ReleaseRetention",
        ReleaseRetention,
        Retention,
        update=retention.change,
        delete=retention.reset,
    ),
)
ENVIRONMENTS = Api(
    "OR.Robots",
    EntitySet(
        "Environments",
        Environment,
        Environments,
        create=insert,
        update=environments.update,
        delete=environments.delete,
    ),
    action("Environments({key})/AddRobot", environments.add_robot, Environments.edit, 204),
    action("Environments({key})/RemoveRobot", environments.remove_robot, Environments.edit, 204),
    action("Environments({key})/SetRobots", environments.set_robots, Environments.edit, 204),
    function(
        "Environments/GetRobotIdsForEnvironment(key={key})", environments.robot_ids, Environments.view & Robots.view
    ),
    function("Environments/GetRobotsForEnvironment(key={key})", environments.robots, Environments.view & Robots.view),
)
FEED = "/nuget/v3/{feed}"
NUGET = Api(
    "",
    get("/nuget/v3/index.json", catalog.index, PUBLIC),
    get(f"{FEED}/index.json", catalog.index, PUBLIC),
    get(f"{FEED}/query", catalog.search, PUBLIC),
    get(f"{FEED}/autocomplete", catalog.autocomplete, PUBLIC),
    get(f"{FEED}/registration/{{package}}/index.json", registration.index, PUBLIC),
    get(f"{FEED}/registration/{{package}}/{{version}}/leaf.json", registration.leaf, PUBLIC),
    get(f"{FEED}/flat/{{package}}/index.json", files.versions, PUBLIC),
    get(f"{FEED}/flat/{{package}}/{{version}}/{{file}}", files.file, PUBLIC),
    put(f"{FEED}/package", files.push, PUBLIC, 201),
    delete(f"{FEED}/package/{{package}}/{{version}}", files.delete, PUBLIC),
)
"""Who the client is is found out within: such clients send their keys in their own ways."""
COMPLETIONS: Completions = {Release: [showing.name_folders], Environment: [showing.name_robots]}
APIS = (PACKAGES, RELEASES, LIBRARIES, RETENTION, ENVIRONMENTS, NUGET)
