"""Files that pages consist of, as they lie beside their code."""

from collections.abc import Callable, Mapping
from mimetypes import guess_type
from pathlib import Path

from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.odata.request import Stream

NO_HEADERS: Mapping[str, str] = {}


def files_in(folder: Path, headers: Mapping[str, str] = NO_HEADERS) -> Callable[[Context, str], Stream]:
    """An operation that gives one file of a folder, by its name."""
    files = {file.name: file for file in folder.iterdir()}

    def file(ctx: Context, file: str) -> Stream:
        found = files.get(file)
        if found is None:
            raise NotFound(name=file)
        return Stream(found, guess_type(file)[0] or "application/octet-stream", headers=headers)

    return file
