"""Quartz cron: when a schedule fires, in which time zone, and what it says in words.

``Cron("0 0 12 ? * MON-FRI", "W. Europe Standard Time").next_after(moment)`` gives the next firing in UTC, or
None when there is none left. ``summary`` says the same expression in English or German.

The text is read by ``parse`` into an ``Expression``: sets of numbers, and a rule for the days of a month. An
expression knows wall clocks only; ``clocks`` knows what they show when they are changed, and ``firings`` joins
the two. Differences from the original are in ``docs/cron.md``.
"""

from podium.kernel.cron.clocks import Dst
from podium.kernel.cron.fields import CronError
from podium.kernel.cron.firings import Cron
from podium.kernel.cron.summaries import Language, summary
from podium.kernel.cron.zones import UnknownZone, find_zone

__all__ = ["Cron", "CronError", "Dst", "Language", "UnknownZone", "find_zone", "summary"]
