"""What a package says it will use when it runs: assets, queues, buckets and the like, by name and folder."""

from typing import Any

import msgspec

from podium.domains.processes.nupkg.archive import Archive, decoded

FILES = ("content/bindings_v2.json", "content/bindings.json")


class Resource(msgspec.Struct):
    """A thing the package names; ``key`` is by what it can be given another name when it is deployed."""

    type: str
    key: str
    name: str
    folder_path: str | None


class _Value(msgspec.Struct, rename="camel"):
    default_value: Any = None


class _Binding(msgspec.Struct):
    resource: str
    key: str
    value: dict[str, _Value] = {}


class _Bindings(msgspec.Struct):
    resources: list[_Binding] = []


def read_bindings(archive: Archive) -> list[Resource]:
    """Read the bindings of a package; none where it tells of none."""
    found = next((told for told in (decoded(archive, file, _Bindings) for file in FILES) if told), _Bindings())
    return [
        Resource(one.resource, one.key, _text(one, "name") or one.key, _text(one, "folderPath"))
        for one in found.resources
    ]


def _text(binding: _Binding, name: str) -> str | None:
    value = binding.value.get(name)
    return value.default_value if value and isinstance(value.default_value, str) else None
