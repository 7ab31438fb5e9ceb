"""Signing in elsewhere: out to a provider, and back from it."""

from podium.domains.identity.federation import journey
from podium.domains.identity.federation.journey import Lost, Traveller
from podium.domains.identity.sign_in import open_tenant
from podium.domains.tenants.queries import tenant_of
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.bind import Base, Headers, Query
from podium.odata.request import Answered
from podium.web.sign_in import cookies
from podium.web.sign_in.flows import go, guess, let_in
from podium.web.sign_in.pages import with_headers
from podium.web.sign_in.repairs import Repairs


class Elsewhere(Repairs):
    """The pages of those who sign in through a provider."""

    async def leave(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        """Send somebody to a provider."""
        shown = {**guess(query), "back": query.get("return", "")}
        by = Traveller(cookies.read(headers, cookies.FORM), base)
        try:
            tenant = await open_tenant(ctx, shown["tenant"])
            return go(await journey.depart(ctx, tenant, query.get("provider", ""), shown["back"], by))
        except ApiError as problem:
            text = self._text(problem, headers, base)
        except Lost:
            text = self._word("stale", headers, base)
        return await self.entrance(ctx, headers, base, text, **shown)

    async def come_back(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        """Let somebody in whom a provider sends back, and let them go on to the client."""
        by = Traveller(cookies.read(headers, cookies.FORM), base)
        try:
            gone = await journey.expected(ctx, query.get("state", ""), by)
        except Lost:
            return await self.entrance(ctx, headers, base, self._word("stale", headers, base), **guess({}))
        try:
            user = await journey.arrive(ctx, gone, query, by)
        except ApiError as problem:
            tenant = await ctx.one(tenant_of(ctx, gone.tenant_id), "Tenant")
            shown = {**guess({"tenant": tenant.name}), "back": gone.back}
            return await self.entrance(ctx, headers, base, self._text(problem, headers, base), **shown)
        return with_headers(self.onward(gone.back, self.reader(headers, base)), let_in(ctx, user, base))
