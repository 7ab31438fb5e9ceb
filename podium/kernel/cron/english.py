"""Summaries in English."""

from datetime import time

from podium.kernel.cron.wording import Unit, Wording


def clock(at: time) -> str:
    seconds = f":{at.second:02}" if at.second else ""
    return f"{(at.hour + 11) % 12 + 1:02}:{at.minute:02}{seconds} {'AM' if at.hour < 12 else 'PM'}"


def nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


ENGLISH = Wording(
    clock=clock,
    nth=nth,
    conjunction="and",
    second=Unit("second", "seconds", "minute"),
    minute=Unit("minute", "minutes", "hour"),
    hour=Unit("hour", "hours", "day"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    at="at {values}",
    every="every {one}",
    every_step="every {step} {many}",
    every_step_of="every {step} {many} from {one} {first} to {last} of each {within}",
    list_of="at {many} {values} of each {within}",
    run_of="at {many} {first} to {last} of each {within}",
    from_to="{what} from {first} to {last}",
    between="between {first} and {last}",
    in_one="at {one} {values}",
    in_list="in {many} {values}",
    in_run="in {many} {first} to {last}",
    in_steps="in every {nth} {one} from {first} to {last}",
    on_weekdays="on {values}",
    on_dates="on the {values} of the month",
    date_run="from the {first} to the {last} of the month",
    date_steps="every {step} days from the {first} to the {last} of the month",
    last_day="on the last day of the month",
    before_last="on the {nth} day before the last day of the month",
    last_weekday="on the last weekday of the month",
    weekday_nearest="on the weekday nearest to the {nth} of the month",
    weekday_nearest_before_last="on the weekday nearest to the {nth} day before the last day of the month",
    last_named="on the last {day} of the month",
    nth_named="on the {nth} {day} of the month",
    through="{first} through {last}",
    in_months="in {values}",
    in_years="in {values}",
    year_run="from {first} to {last}",
    year_on="from {first} on",
    every_years="every {step} years {span}",
)
