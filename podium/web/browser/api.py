"""Where the browser is: at the address that users of the published API know."""

from mimetypes import guess_type
from pathlib import Path

from podium.kernel.context import Context
from podium.kernel.errors import NotFound
from podium.kernel.permissions import PUBLIC
from podium.odata.bind import Base
from podium.odata.catalog import Api, get
from podium.odata.request import Answered, Stream

FILES = {file.name: file for file in (Path(__file__).parent / "static").iterdir()}
POLICY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}


def page(ctx: Context, base: Base) -> Answered:
    """Lead to the page."""
    return Answered(302, None, {"location": f"{base}/swagger/index.html"})


def file(ctx: Context, file: str) -> Stream:
    """Give one of the files that the page consists of."""
    found = FILES.get(file)
    if found is None:
        raise NotFound(name=file)
    return Stream(found, guess_type(file)[0] or "application/octet-stream", headers=POLICY)


API = Api(
    "",
    get("/swagger", page, PUBLIC),
    get("/swagger/ui/index", page, PUBLIC),
    get("/swagger/{file}", file, PUBLIC),
)
