"""The project in a package: what kind of automation it is, where it begins, what it takes and gives."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from podium.domains.processes.errors import InvalidPackageDetails
from podium.domains.processes.nupkg.archive import Archive, decoded
from podium.kernel.keys import key_of

NULL = msgspec.Raw(b"null")
LONGEST_PATH = 512


class ProjectType(StrEnum):
    UNDEFINED = "Undefined"
    PROCESS = "Process"
    PROCESS_LIBRARY = "ProcessLibrary"
    BUSINESS_PROCESS = "BusinessProcess"
    BUSINESS_PROCESS_LIBRARY = "BusinessProcessLibrary"
    TEST_AUTOMATION_PROCESS = "TestAutomationProcess"
    PROCESS_ORCHESTRATION = "ProcessOrchestration"
    BUSINESS_PROCESS_ORCHESTRATION = "BusinessProcessOrchestration"
    WEB_APP = "WebApp"
    BUSINESS_WEB_APP = "BusinessWebApp"
    AGENT = "Agent"
    BUSINESS_AGENT = "BusinessAgent"
    API = "Api"
    MCP_SERVER = "MCPServer"
    BUSINESS_RULES = "BusinessRules"
    CASE_MANAGEMENT = "CaseManagement"


class TargetFramework(StrEnum):
    LEGACY = "Legacy"
    WINDOWS = "Windows"
    PORTABLE = "Portable"


NAMED_OTHERWISE = {
    "library": ProjectType.PROCESS_LIBRARY,
    "tests": ProjectType.TEST_AUTOMATION_PROCESS,
    "function": ProjectType.PROCESS,
}
TYPES = {kind.lower(): kind for kind in ProjectType} | NAMED_OTHERWISE


@dataclass(frozen=True)
class EntryPoint:
    """A place where a job may begin. Arguments are JSON: a list of arguments, or a JSON schema of an object."""

    unique_id: UUID
    path: str
    input: str | None
    output: str | None


@dataclass(frozen=True)
class Project:
    kind: ProjectType
    framework: TargetFramework | None
    entry_points: tuple[EntryPoint, ...]
    main: EntryPoint | None
    is_attended: bool
    requires_user_interaction: bool
    several_entry_points: bool


class _Entry(msgspec.Struct, rename="camel"):
    file_path: str
    unique_id: str = ""
    input: msgspec.Raw = NULL
    output: msgspec.Raw = NULL


class _Arguments(msgspec.Struct):
    input: msgspec.Raw = NULL
    output: msgspec.Raw = NULL


class _Runtime(msgspec.Struct, rename="camel"):
    is_attended: bool = False
    requires_user_interaction: bool | None = None


class _Design(msgspec.Struct, rename="camel"):
    output_type: str = ""


class _Document(msgspec.Struct, rename="camel"):
    """A project.json, operate.json or entry-points.json: they share the names of what they have in common."""

    main: str = ""
    content_type: str = ""
    target_framework: str = ""
    target_runtime: str = ""
    runtime_options: _Runtime = msgspec.field(default_factory=_Runtime)
    design_options: _Design = msgspec.field(default_factory=_Design)
    arguments: _Arguments = msgspec.field(default_factory=_Arguments)
    entry_points: list[_Entry] = msgspec.field(default_factory=list)


class _Descriptor(msgspec.Struct):
    files: dict[str, str] = {}


def read_project(archive: Archive, package: str) -> Project:
    """Read the project's documents; a package without any has no entry point, as those of libraries have none."""
    files = decoded(archive, "content/package-descriptor.json", _Descriptor) or _Descriptor()

    def document(name: str) -> _Document | None:
        places = [files.files.get(name, ""), f"content/{name}", *_in_lib(archive, name)]
        found = next((place for place in places if place in archive.members), "")
        return decoded(archive, found, _Document)

    project, operate = document("project.json"), document("operate.json")
    told = project or operate or _Document()
    entries = _entries(document("entry-points.json"), project, operate) or _undescribed(archive)
    points = tuple(_entry_point(package, entry) for entry in entries)
    main = (operate or told).main or told.main
    return Project(
        kind=_kind(project, operate, bool(points)),
        framework=_framework(project, operate),
        entry_points=points,
        main=next((point for point in points if point.path == main), points[0] if points else None),
        is_attended=told.runtime_options.is_attended,
        requires_user_interaction=_interactive(project, operate),
        several_entry_points=any(entry.unique_id for entry in entries),
    )


def _entries(listed: _Document | None, project: _Document | None, operate: _Document | None) -> list[_Entry]:
    """Those listed; else, as older packages have it, the main file with the arguments of the project."""
    for document in (listed, project):
        if document and document.entry_points:
            return document.entry_points
    told = project or operate
    if told is None or not told.main:
        return []
    return [_Entry(told.main, "", told.arguments.input, told.arguments.output)]


def _undescribed(archive: Archive) -> list[_Entry]:
    """A package without a project may still have a file that jobs begin with."""
    files = {"content/pyproject.toml": "main", "content/main.py": "main"}
    files |= dict.fromkeys(_in_lib(archive, "Main.xaml"), "Main.xaml")
    return [_Entry(entry) for path, entry in files.items() if path in archive.members][:1]


def _entry_point(package: str, entry: _Entry) -> EntryPoint:
    path = entry.file_path
    if not path or len(path) > LONGEST_PATH or "\x00" in path:
        raise InvalidPackageDetails(f"{path[:40]!r} is no path of an entry point.")
    unique_id = key_of(entry.unique_id) or uuid5(NAMESPACE_URL, f"{package}/{path}")
    return EntryPoint(unique_id, path, _arguments(entry.input), _arguments(entry.output))


def _arguments(raw: msgspec.Raw) -> str | None:
    return None if bytes(raw) == b"null" else msgspec.json.format(bytes(raw), indent=-1).decode()


def _kind(project: _Document | None, operate: _Document | None, runs: bool) -> ProjectType:
    if project is None and operate is None:
        return ProjectType.PROCESS if runs else ProjectType.UNDEFINED
    said = (project and project.design_options.output_type) or (operate and operate.content_type) or "Process"
    return TYPES.get(said.lower(), ProjectType.UNDEFINED)


def _framework(project: _Document | None, operate: _Document | None) -> TargetFramework | None:
    if project is None and operate is None:
        return None
    said = (project and project.target_framework) or (operate and operate.target_framework) or "Legacy"
    return next((known for known in TargetFramework if known.lower() == said.lower()), None)


def _interactive(project: _Document | None, operate: _Document | None) -> bool:
    """Where nothing is said, a project of Studio needs a user's session and any other does not."""
    said = [told.runtime_options.requires_user_interaction for told in (project, operate) if told]
    return next((answer for answer in said if answer is not None), project is not None)


def _in_lib(archive: Archive, name: str) -> list[str]:
    return [path for path in archive.members if path.startswith("lib/") and path.endswith(f"/{name}")]
