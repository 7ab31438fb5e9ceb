"""What a queue may do beyond the published API: leases, other rules for references, pauses before another try."""

from datetime import timedelta
from enum import StrEnum

import msgspec

from podium.odata.wire import Complex

LONGEST = timedelta(days=1)


class ReferencePolicy(StrEnum):
    """What becomes of a new item with a used reference, where references are unique."""

    REJECT = "Reject"
    EXISTING = "Existing"
    """The item that has it is answered, and nothing is added."""
    AFTER_FINAL = "AfterFinal"
    """It may be used again once the item that has it has ended."""


class FailureKind(StrEnum):
    APPLICATION = "ApplicationException"
    BUSINESS = "BusinessException"
    ABANDONED = "Abandoned"


class RetryDelay(Complex):
    """How long one kind of failure waits for its next try; each pause is ``factor`` times the one before it."""

    kind: FailureKind
    first_seconds: int
    factor: float = 2.0
    longest_seconds: int = int(LONGEST.total_seconds())

    def after(self, tries: int) -> timedelta:
        """The pause after so many tries that were tries anew."""
        most = float(self.longest_seconds)
        grown = self.first_seconds * self.factor ** min(tries, LARGEST_EXPONENT)
        return timedelta(seconds=min(grown, most))


LARGEST_EXPONENT = 50


class QueuePolicy(Complex):
    """A queue without any of it does as the published API says.

    ``lease_seconds``: items are abandoned when nothing is heard of them for so long, not after a day.
    ``ends_with_job``: items are abandoned when the job that took them ends. ``retry_delays``: the kinds of failures
    that are tried again after a pause.
    """

    lease_seconds: int | None = None
    ends_with_job: bool = False
    references: ReferencePolicy = ReferencePolicy.REJECT
    retry_delays: list[RetryDelay] = msgspec.field(default_factory=list)
