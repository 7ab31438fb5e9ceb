"""Where the pages are."""

from podium.kernel.permissions import PUBLIC
from podium.odata.catalog import Api, Operation, get, post
from podium.web.files import files_in
from podium.web.sign_in.elsewhere import Elsewhere
from podium.web.sign_in.pages import HERE


def _pages(path: str) -> list[Operation]:
    pages = Elsewhere(path)
    return [
        get(f"{path}/connect/authorize", pages.authorize, PUBLIC),
        get(f"{path}/connect/endsession", pages.logout, PUBLIC),
        get(f"{path}/account/login", pages.login_page, PUBLIC),
        post(f"{path}/account/login", pages.login, PUBLIC),
        get(f"{path}/account/external-login", pages.leave, PUBLIC),
        get(f"{path}/account/external-callback", pages.come_back, PUBLIC),
        get(f"{path}/account/logout", pages.logout, PUBLIC),
        post(f"{path}/account/change-password", pages.change, PUBLIC),
        get(f"{path}/account/forgot-password", pages.forgot_page, PUBLIC),
        post(f"{path}/account/forgot-password", pages.forgot, PUBLIC),
        get(f"{path}/account/reset-password", pages.reset_page, PUBLIC),
        post(f"{path}/account/reset-password", pages.reset, PUBLIC),
        get(f"{path}/account/confirm-email", pages.confirm_page, PUBLIC),
        post(f"{path}/account/confirm-email", pages.confirm, PUBLIC),
        get(f"{path}/account/{{file}}", files_in(HERE / "static"), PUBLIC),
    ]


API = Api("", *_pages("/identity"), *_pages("/identity_"))
