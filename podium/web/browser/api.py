"""Where the browser is: at the address that users of the published API know."""

from pathlib import Path

from podium.kernel.context import Context
from podium.kernel.permissions import PUBLIC
from podium.odata.bind import Base
from podium.odata.catalog import Api, get
from podium.odata.request import Answered
from podium.web.files import files_in

STATIC = Path(__file__).parent / "static"
POLICY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}


def page(ctx: Context, base: Base) -> Answered:
    """Lead to the page."""
    return Answered(302, None, {"location": f"{base}/swagger/index.html"})


API = Api(
    "",
    get("/swagger", page, PUBLIC),
    get("/swagger/ui/index", page, PUBLIC),
    get("/swagger/{file}", files_in(STATIC, POLICY), PUBLIC),
)
