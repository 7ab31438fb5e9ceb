"""Urgency: a number from 1 to 100, with three words for bands of it."""

from podium.domains.processes.models.releases import JobPriority

VALUES = {JobPriority.LOW: 25, JobPriority.NORMAL: 45, JobPriority.HIGH: 65}
HIGHEST_LOW, HIGHEST_NORMAL = 30, 60


def word_for(value: int) -> JobPriority:
    if value <= HIGHEST_LOW:
        return JobPriority.LOW
    return JobPriority.NORMAL if value <= HIGHEST_NORMAL else JobPriority.HIGH
