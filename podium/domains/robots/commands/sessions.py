"""Sessions are looked after: those that are gone are forgotten, those that are silent are noted."""

from datetime import timedelta

from podium.domains.robots.events import SessionLost
from podium.domains.robots.models.sessions import Session, SessionState
from podium.domains.robots.queries.sessions import MISSED, PERIOD, silent_sessions
from podium.domains.settings import asking
from podium.kernel.context import Context
from podium.kernel.errors import BadRequest, Conflict, ParameterMissing

LONGEST_DEBUGGING = 7 * 24 * 60


async def delete_inactive(ctx: Context, session_ids: list[int]) -> None:
    """Forget services that are disconnected or not heard of, or none of them if one is."""
    if not session_ids:
        raise ParameterMissing(name="sessionIds")
    silence = timedelta(seconds=await asking.number(ctx, PERIOD) * await asking.number(ctx, MISSED))
    for session_id in dict.fromkeys(session_ids):
        session = await ctx.get(Session, session_id)
        silent = session.is_unresponsive or ctx.now - session.reporting_time > silence
        if session.state is not SessionState.DISCONNECTED and not silent:
            raise Conflict(why=f"The session of {session.host_machine_name} is active.")
        ctx.remove(session)


async def toggle_debug_mode(ctx: Context, session: Session, enabled: bool, minutes: int | None = None) -> None:
    """Let a service write more into its own logs, for so many minutes."""
    if not enabled:
        session.debug_mode_expiration_date = None
        return
    if minutes is None or not 0 < minutes <= LONGEST_DEBUGGING:
        raise BadRequest(why=f"minutes must be between 1 and {LONGEST_DEBUGGING}.", field="minutes")
    session.debug_mode_expiration_date = ctx.now + timedelta(minutes=minutes)


async def note_silence(ctx: Context) -> int:
    """Services that are not heard of are unresponsive."""
    sessions = await ctx.all(silent_sessions(ctx))
    for session in sessions:
        session.is_unresponsive = True
        ctx.emit(SessionLost(session_id=session.id))
    return len(sessions)
