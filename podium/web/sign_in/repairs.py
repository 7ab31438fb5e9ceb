"""What people can mend themselves on the pages: passwords, and unconfirmed addresses."""

from collections.abc import Awaitable

from podium.domains.identity import account
from podium.domains.identity.sign_in import DEFAULT_TENANT
from podium.kernel.context import Context
from podium.kernel.errors import ApiError
from podium.odata.bind import Base, Form, Headers, Query
from podium.odata.request import Answered
from podium.web.sign_in import cookies
from podium.web.sign_in.flows import Pages
from podium.web.sign_in.words import word


class Repairs(Pages):
    """The pages beside the sign-in."""

    async def change(self, ctx: Context, form: Form, headers: Headers, base: Base) -> Answered:
        """Set a new password in place of the present one."""
        names = {name: form.get(name, "") for name in ("username", "tenant")}
        shown = {**names, "back": form.get("return", "")}
        typed = names["tenant"], names["username"], form.get("password", ""), form.get("new", "")
        problem = self._misfit(form, headers, base) or await self._failure(
            account.change_password(ctx, *typed), headers, base
        )
        if problem:
            return self.form(headers, base, "change-password", "choose", problem, **shown)
        return self._done(headers, base, "changed")

    async def forgot_page(self, ctx: Context, headers: Headers, base: Base) -> Answered:
        return self.form(headers, base, "forgot-password", "forgot", username="", tenant=DEFAULT_TENANT)

    async def forgot(self, ctx: Context, form: Form, headers: Headers, base: Base) -> Answered:
        """Send a link, if there is somebody to send it to."""
        names = {name: form.get(name, "") for name in ("username", "tenant")}
        problem = self._stale(form, headers, base) or await self._failure(
            account.forgot_password(ctx, names["tenant"], names["username"]), headers, base
        )
        if problem:
            return self.form(headers, base, "forgot-password", "forgot", problem, **names)
        return self._done(headers, base, "sent")

    async def reset_page(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        return self.form(headers, base, "reset-password", "choose", token=query.get("token", ""))

    async def reset(self, ctx: Context, form: Form, headers: Headers, base: Base) -> Answered:
        """Set a new password by the link of an e-mail."""
        token = form.get("token", "")
        problem = self._misfit(form, headers, base) or await self._failure(
            account.reset_password(ctx, token, form.get("new", "")), headers, base
        )
        if problem:
            return self.form(headers, base, "reset-password", "choose", problem, token=token)
        return self._done(headers, base, "changed")

    async def confirm_page(self, ctx: Context, query: Query, headers: Headers, base: Base) -> Answered:
        return self.form(headers, base, "confirm-email", "confirm_title", token=query.get("token", ""))

    async def confirm(self, ctx: Context, form: Form, headers: Headers, base: Base) -> Answered:
        """Confirm an address by the link of an e-mail."""
        token = form.get("token", "")
        problem = self._stale(form, headers, base) or await self._failure(
            account.confirm_email(ctx, token), headers, base
        )
        if problem:
            return self.form(headers, base, "confirm-email", "confirm_title", problem, token=token)
        return self._done(headers, base, "confirmed")

    def _stale(self, form: Form, headers: Headers, base: Base) -> str:
        """What is said of a form that is none of ours, or not any more; nothing of others."""
        return "" if cookies.is_ours(headers, form) else self._word("stale", headers, base)

    def _misfit(self, form: Form, headers: Headers, base: Base) -> str:
        """The same of a form in which a new password is typed twice."""
        differs = form.get("new") != form.get("again")
        return self._stale(form, headers, base) or (self._word("differ", headers, base) if differs else "")

    async def _failure(self, work: Awaitable[None], headers: Headers, base: Base) -> str:
        """Why something was refused; nothing where it was done."""
        try:
            await work
        except ApiError as error:
            return self._text(error, headers, base)
        return ""

    def _done(self, headers: Headers, base: Base, name: str) -> Answered:
        reader = self.reader(headers, base)
        return reader.page("done", "sign_in", word(name, reader.language), good=True)

    def _text(self, error: ApiError, headers: Headers, base: Base) -> str:
        """An error as people read it: why a password is refused is told, too."""
        more = error.details.get("password", "") if isinstance(error.details, dict) else ""
        return f"{error.message(self.reader(headers, base).language)} {more}".strip()

    def _word(self, name: str, headers: Headers, base: Base) -> str:
        return word(name, self.reader(headers, base).language)
