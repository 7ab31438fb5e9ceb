"""The front door: whoever comes with a browser and no address in mind is led to the pages of the API."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

PAGES = "/swagger/index.html"


async def lead(request: Request) -> RedirectResponse:
    return RedirectResponse(PAGES)


ROUTE = Route("/", lead)
