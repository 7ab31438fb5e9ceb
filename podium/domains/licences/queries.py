"""Licences by id, code and tenant."""

import sqlalchemy as sa

from podium.domains.identity.models import GroupMember
from podium.domains.licences.models import Consumption, HostLicense, TenantLicense, UserLicense
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def host_licences(ctx: Context) -> sa.Select[HostLicense]:
    return ctx.everywhere(HostLicense).order_by(HostLicense.id)


@prepared
def host_licence(ctx: Context, licence_id: int) -> sa.Select[HostLicense]:
    return ctx.everywhere(HostLicense).where(HostLicense.id == licence_id)


@prepared
def tenant_licences(ctx: Context) -> sa.Select[TenantLicense]:
    return ctx.everywhere(TenantLicense)


@prepared
def licence_of(ctx: Context, tenant: int) -> sa.Select[TenantLicense]:
    return ctx.everywhere(TenantLicense).where(TenantLicense.tenant_id == tenant)


@prepared
def consumed(ctx: Context, kind: str) -> sa.Select[Consumption]:
    """What the tenant has acquired of a type."""
    return ctx.in_tenant(Consumption).where(Consumption.type == kind)


@prepared
def user_licences(ctx: Context) -> sa.Select[UserLicense]:
    return ctx.select(UserLicense).order_by(UserLicense.user_id)


@prepared
def user_licence(ctx: Context, user_id: int) -> sa.Select[UserLicense]:
    return ctx.select(UserLicense).where(UserLicense.user_id == user_id)


@prepared
def members(ctx: Context) -> sa.Select[GroupMember]:
    """Who belongs to which group of a directory."""
    return ctx.select(GroupMember).order_by(GroupMember.group_id, GroupMember.user_id)
