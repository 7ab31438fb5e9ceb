"""What users chose."""

import sqlalchemy as sa

from podium.domains.settings.models import UserSetting
from podium.kernel.context import Context
from podium.kernel.statements import prepared


@prepared
def settings_of_user(ctx: Context, user_id: int) -> sa.Select[UserSetting]:
    return ctx.select(UserSetting).where(UserSetting.user_id == user_id)
