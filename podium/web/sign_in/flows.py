"""What happens on the pages: signing in on the way to a client, and out again."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from podium.domains.identity import sessions, sign_in
from podium.domains.identity.errors import MustChangePassword, PasswordExpired
from podium.domains.identity.federation.providers import offered
from podium.domains.identity.models import ExternalProvider, Session, User
from podium.domains.identity.oauth import authorize
from podium.domains.identity.oauth.authorize import Back, NoWayBack, Wish
from podium.domains.tenants.queries import tenant_named
from podium.http.answers import language
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.bind import Base, Form, Headers, Query
from podium.odata.request import Answered
from podium.web.sign_in import cookies
from podium.web.sign_in.pages import Html, Reader, with_headers
from podium.web.sign_in.words import word

FORM_LIFETIME = timedelta(hours=2)
Page = Callable[..., Awaitable[Answered]]


class Pages:
    """The pages of the server as they are found below a path."""

    def __init__(self, path: str) -> None:
        self.path = path

    def reader(self, headers: Mapping[str, str], base: str) -> Reader:
        return Reader(language(headers), f"{base}{self.path}")

    async def authorize(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        """Send somebody who is signed in back to the client with a code; ask all others to sign in."""
        try:
            wish = await authorize.read(ctx, query, base)
        except NoWayBack:
            reader = self.reader(headers, base)
            notice = word("no_way_back", reader.language)
            return Answered(400, reader.page("done", "no_way", notice).value)
        if isinstance(wish, Back):
            return go(wish.address)
        found = await sessions.found(ctx, cookies.read(headers, cookies.SESSION))
        if found is not None and not _is_too_old(ctx, wish, found[0]):
            return go(authorize.give_code(ctx, wish, found[0]).address)
        if wish.prompt == "none":
            return go(wish.back(error="login_required"))
        rest = {name: text for name, text in query.items() if name != "prompt"}
        return await self.entrance(ctx, headers, base, back=urlencode(rest), **guess(query))

    async def login_page(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        """The page to sign in where no client asked for it; ``tenant`` may be named."""
        return await self.entrance(ctx, headers, base, **guess(query))

    async def login(self, ctx: Context, form: Form, headers: Headers, base: Base) -> Answered:
        """Sign in, and go on to the client."""
        typed = {name: form.get(name, "") for name in ("username", "tenant")}
        shown = {**typed, "back": form.get("return", ""), "focus_user": "", "focus_password": "autofocus"}
        reader = self.reader(headers, base)
        if not cookies.is_ours(headers, form):
            return await self.entrance(ctx, headers, base, word("stale", reader.language), **shown)
        try:
            tenant = await sign_in.open_tenant(ctx, typed["tenant"])
            user = await sign_in.enter(ctx, tenant, typed["username"], form.get("password", ""), directories=True)
        except (MustChangePassword, PasswordExpired) as problem:
            text = problem.message(reader.language)
            return self.form(headers, base, "change-password", "choose", text, **shown)
        except ApiError as problem:
            return await self.entrance(ctx, headers, base, problem.message(reader.language), **shown)
        return with_headers(self.onward(form.get("return", ""), reader), let_in(ctx, user, base))

    async def logout(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        """End the session in this browser."""
        found = await sessions.found(ctx, cookies.read(headers, cookies.SESSION))
        if found is not None:
            await sessions.end(ctx, found[0])
        back = await authorize.after_sign_out(ctx, query, base)
        answer = go(back) if back else self.reader(headers, base).page("done", "out")
        return with_headers(answer, cookies.written(cookies.SESSION, "", base, 0))

    async def entrance(
        self, ctx: Context, headers: Mapping[str, str], base: str, notice: str = "", **shown: str
    ) -> Answered:
        """The page to sign in, with the ways there are in the tenant that it names."""
        tenant = await ctx.first(tenant_named(ctx, shown["tenant"]))
        providers = await offered(ctx, tenant.id) if tenant else []
        links = [self._link(headers, base, provider, shown) for provider in providers]
        return self.form(headers, base, "login", "sign_in", notice, **shown, elsewhere=Html("".join(links)))

    def form(
        self, headers: Mapping[str, str], base: str, name: str, title: str, notice: str = "", **values: str
    ) -> Answered:
        """A page with a form that only this browser can send; with a ``notice``, because it could not be taken."""
        token = cookies.read(headers, cookies.FORM) or cookies.new_form()
        page = self.reader(headers, base).page(name, title, notice, {"form": token, **values})
        answer = Answered(400 if notice else 200, page.value)
        seconds = int(FORM_LIFETIME.total_seconds())
        return with_headers(answer, cookies.written(cookies.FORM, token, base, seconds))

    def _link(self, headers: Mapping[str, str], base: str, provider: ExternalProvider, shown: Mapping[str, str]) -> str:
        query = {"provider": str(provider.key), "tenant": shown["tenant"], "return": shown.get("back", "")}
        values = {"provider": provider.name, "query": urlencode(query)}
        return self.reader(headers, base).piece("provider", values)

    def onward(self, back: str, reader: Reader) -> Answered:
        """Back to the authorization endpoint, if that is where somebody came from: never to another address."""
        if not back:
            return reader.page("done", "welcome")
        return go(f"{reader.root}/connect/authorize?{urlencode(parse_qsl(back, keep_blank_values=True))}")


def let_in(ctx: Context, user: User, base: str) -> dict[str, str]:
    """Begin a session in this browser; gives the header that makes it known there."""
    seconds = int(sessions.IN_BROWSER.total_seconds())
    return cookies.written(cookies.SESSION, sessions.cookie_of(sessions.begin(ctx, user, None)), base, seconds)


def go(address: str) -> Answered:
    return Answered(303, None, {"location": address, "cache-control": "no-store"})


def _is_too_old(ctx: Context, wish: Wish, session: Session) -> bool:
    """Does the client want its user to sign in anew?"""
    if wish.prompt == "login":
        return True
    return wish.max_age is not None and session.started + timedelta(seconds=wish.max_age) < ctx.now


def guess(query: Mapping[str, str]) -> dict[str, str]:
    """What may stand in the form already."""
    values = query.get("acr_values", "").split()
    named = next((value.partition(":")[2] for value in values if value.startswith("tenant:")), "")
    return {
        "username": query.get("login_hint", ""),
        "tenant": named or query.get("tenant") or sign_in.DEFAULT_TENANT,
        "focus_user": "autofocus",
        "focus_password": "",
    }
