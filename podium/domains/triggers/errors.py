"""Errors of triggers."""

from podium.kernel.errors import ApiError, NameAlreadyUsed


class TriggerNameUsed(NameAlreadyUsed):
    """Another trigger of the folder has this name."""


class SlugUsed(NameAlreadyUsed):
    """Another API trigger of the folder is called at this address, with this method."""


class InvalidCron(
    ApiError,
    code=1600,
    english="Invalid cron expression syntax: {why}.",
    german="Ungültige Cron-Ausdruckssyntax: {why}.",
):
    """A cron expression cannot be read."""


class ScheduleWillNeverRun(ApiError, code=1601):
    """A cron expression has no occurrence left, or none before the trigger ends."""


class NotStored(ApiError, code=1006):
    """What a change refers to does not exist, or the trigger could not work once changed."""


class InvalidArgument(ApiError, code=1009):
    """A member has a value that makes no sense."""


class AlreadyAtWork(ApiError, code=1301, english="As many jobs as the trigger may start are pending or running."):
    """A queue trigger is activated whose jobs are at work already."""


class NotAQueueTrigger(
    ApiError,
    code=0,
    status=409,
    english="The trigger {name} is not associated with a queue.",
    german="Der Trigger {name} ist keiner Warteschlange zugeordnet.",
):
    """Only queue triggers can be activated."""


class NotEnabled(
    ApiError,
    code=0,
    status=409,
    english="The trigger {name} is not enabled.",
    german="Der Trigger {name} ist nicht aktiviert.",
):
    """A trigger that is switched off does nothing."""


class HasTriggers(
    ApiError,
    code=0,
    status=409,
    english="{name} is used by triggers: {triggers}.",
    german="{name} wird von Triggern verwendet: {triggers}.",
):
    """Triggers need what is to go."""


class HttpTriggerNotFound(ApiError, code=1623):
    """No API trigger is called at this address, or it is switched off."""


class NoArguments(
    ApiError,
    code=0,
    status=400,
    english="The arguments must be a JSON object: {why}",
    german="Die Argumente müssen ein JSON-Objekt sein: {why}",
):
    """The body of a call is no object."""


class CallbackRequired(ApiError, code=1014):
    """A trigger is to call back and does not know where."""


class JobFailed(ApiError, code=0, status=424, english="{why}"):
    """The job whose output is asked for has failed or was stopped."""
