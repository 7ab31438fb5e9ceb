"""The two cookies of the pages: one that keeps forms from being sent by others, one that keeps people signed in."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from podium.kernel.secrets import random_secret, same

FORM, SESSION = "podium_form", "podium_session"


def read(headers: Mapping[str, str], name: str) -> str:
    """The value of a cookie that came along; empty where it did not."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[name].value if name in cookies else ""


def written(name: str, value: str, base: str, seconds: int) -> dict[str, str]:
    """The header that sets a cookie; no script sees it, and it does not come along from other sites' forms."""
    secure = "; Secure" if base.startswith("https:") else ""
    return {"set-cookie": f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"}


def new_form() -> str:
    return random_secret(16)


def is_ours(headers: Mapping[str, str], form: Mapping[str, str]) -> bool:
    """Was a form sent from a page that we gave to this browser?"""
    expected = read(headers, FORM)
    return bool(expected) and same(expected, form.get("form", ""))
