"""Where a file is fetched or put, as the API tells it, and a file that was sent."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from podium.odata.request import Upload
from podium.odata.wire import Complex


class HeaderList(Complex):
    """Headers that a request needs, their names and values in two lists."""

    keys: list[str] = msgspec.field(default_factory=list)
    values: list[str] = msgspec.field(default_factory=list)


class BlobFileAccess(Complex):
    """A signed address: no credential is needed there, so none must be sent."""

    uri: str
    verb: str
    requires_auth: bool = False
    headers: HeaderList = msgspec.field(default_factory=HeaderList)


AS_BLOB = HeaderList(keys=["x-ms-blob-type"], values=["BlockBlob"])
"""What Azure needs to be told, and what makes us take a body as a file, however large it is."""


@contextmanager
def sent_file(uploads: Sequence[Upload], raw: bytes) -> Iterator[Path]:
    """The body of a request as a file, which is gone afterwards; bodies that are no uploads are small."""
    if uploads:
        yield uploads[0].path
        return
    with tempfile.NamedTemporaryFile(prefix="podium-upload-") as file:
        file.write(raw)
        file.flush()
        yield Path(file.name)
