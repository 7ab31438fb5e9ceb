"""The parts that make a zip file a NuGet package: who it is, and what kinds of files it holds."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

DOCUMENTS = "http://schemas.openxmlformats.org/package/2006"
VENDOR = "application/vnd.openxmlformats-package"
KNOWN_TYPES = {"rels": f"{VENDOR}.relationships+xml", "psmdcp": f"{VENDOR}.core-properties+xml"}


@dataclass(frozen=True)
class Identity:
    """Who a package is."""

    name: str
    version: str
    authors: str
    description: str

    @classmethod
    def of(cls, project: dict[str, Any]) -> Self:
        """Read [project] of a pyproject.toml. ValueError: it lacks a name or a version."""
        for needed in ("name", "version"):
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.+-]*", str(project.get(needed, ""))):
                raise ValueError(f"pyproject.toml needs a [project] {needed} of letters, digits and . _ + -")
        authors = ", ".join(author.get("name", "") for author in project.get("authors", ())) or "unknown"
        return cls(project["name"], project["version"], authors, project.get("description") or project["name"])

    @property
    def mark(self) -> str:
        return hashlib.sha256(f"{self.name}:{self.version}".encode()).hexdigest()[:32]


def envelope(identity: Identity, names: Iterable[str]) -> dict[str, str]:
    """The parts beside the content, whose ``names`` are told by their kinds."""
    facts = {name: escape(value) for name, value in vars(identity).items()}
    nuspec, properties = f"{identity.name}.nuspec", f"package/services/metadata/core-properties/{identity.mark}.psmdcp"
    parts = {
        "_rels/.rels": RELATIONS.format(nuspec=nuspec, properties=properties),
        nuspec: NUSPEC.format_map(facts),
        properties: PROPERTIES.format_map(facts),
    }
    return {"[Content_Types].xml": _types([*parts, *names]), **parts}


def _types(names: list[str]) -> str:
    """Every part must have a type: by its extension, or by its name where it has none."""
    paths = [PurePosixPath(f"/{name}") for name in names]
    lines = [
        f'<Override PartName={quoteattr(str(path))} ContentType="application/octet" />'
        for path in paths
        if not path.suffix
    ]
    for extension in sorted({path.suffix[1:] for path in paths if path.suffix} | set(KNOWN_TYPES)):
        kind = KNOWN_TYPES.get(extension, "application/octet")
        lines.append(f'<Default Extension={quoteattr(extension)} ContentType="{kind}" />')
    return TYPES.format(lines="\n  ".join(lines))


TYPES = f"""<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="{DOCUMENTS}/content-types">
  {{lines}}
</Types>
"""
RELATIONS = f"""<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="{DOCUMENTS}/relationships">
  <Relationship Id="R1" Target="/{{nuspec}}" Type="http://schemas.microsoft.com/packaging/2010/07/manifest" />
  <Relationship Id="R2" Target="/{{properties}}" Type="{DOCUMENTS}/relationships/metadata/core-properties" />
</Relationships>
"""
NUSPEC = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/10/nuspec.xsd">
  <metadata>
    <id>{name}</id>
    <version>{version}</version>
    <authors>{authors}</authors>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <description>{description}</description>
  </metadata>
</package>
"""
PROPERTIES = f"""<?xml version="1.0" encoding="utf-8"?>
<coreProperties xmlns="{DOCUMENTS}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:creator>{{authors}}</dc:creator>
  <dc:description>{{description}}</dc:description>
  <dc:identifier>{{name}}</dc:identifier>
  <version>{{version}}</version>
</coreProperties>
"""
