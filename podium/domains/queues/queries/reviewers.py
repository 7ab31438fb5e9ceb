"""Who can be asked to review transactions."""

import sqlalchemy as sa

from podium.domains.folders.grants import grants_of
from podium.domains.identity.models import User
from podium.kernel.context import Context
from podium.kernel.permissions import Need, Resource
from podium.kernel.statements import Bound, prepared

Transactions = Resource("Transactions")
REVIEWS: Need = Transactions.view & Transactions.edit


async def reviewers(ctx: Context) -> Bound[User]:
    """The users who may see and edit the transactions of this folder."""
    able = tuple([user.id for user in await ctx.all(active_users(ctx)) if await may_review(ctx, user)])
    return users_numbered(ctx, able)


async def may_review(ctx: Context, user: User) -> bool:
    grants = await grants_of(ctx, user)
    return user.is_active and REVIEWS.met(grants.get(ctx.folder_id, grants[None]))


@prepared
def active_users(ctx: Context) -> sa.Select[User]:
    return ctx.select(User).where(User.is_active)


@prepared
def users_numbered(ctx: Context, ids: tuple[int, ...]) -> sa.Select[User]:
    return ctx.select(User).where(User.id == sa.any_(ids))  # type: ignore[arg-type]
