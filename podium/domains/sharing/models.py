"""What is asked and answered about shared things."""

from dataclasses import dataclass
from typing import Any

import msgspec

from podium.domains.folders.navigation import SimpleFolder
from podium.kernel.permissions import Resource
from podium.odata.catalog import Handler
from podium.odata.wire import Complex, Loose


@dataclass(frozen=True)
class Kind:
    """A kind of thing that folders share.

    ``body`` is the request to share them, ``ids`` the member of it that names them; ``delete`` is what happens to one
    that is in no folder any more.
    """

    entity: type[Any]
    needs: Resource
    body: "type[Share]"
    ids: str
    delete: Handler


class Share(Loose, rename="pascal"):
    """Which things are to be seen in which further folders, and in which no longer. A subclass names the ``ids``."""

    ids: list[int] = msgspec.field(default_factory=list)
    to_add_folder_ids: list[int] = msgspec.field(default_factory=list)
    to_remove_folder_ids: list[int] = msgspec.field(default_factory=list)


class AccessibleFolders(Complex):
    """The folders of a thing that the caller may look into, and how many it has in all."""

    accessible_folders: list[SimpleFolder]
    total_folders_count: int
