"""Summaries in German."""

from datetime import time

from podium.kernel.cron.wording import Unit, Wording


def clock(at: time) -> str:
    return at.strftime("%H:%M:%S" if at.second else "%H:%M")


def nth(number: int) -> str:
    return f"{number}."


GERMAN = Wording(
    clock=clock,
    nth=nth,
    conjunction="und",
    second=Unit("Sekunde", "Sekunden", "Minute"),
    minute=Unit("Minute", "Minuten", "Stunde"),
    hour=Unit("Stunde", "Stunden", "Tag"),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    at="um {values} Uhr",
    every="jede {one}",
    every_step="alle {step} {many}",
    every_step_of="alle {step} {many} von {one} {first} bis {last} jeder {within}",
    list_of="in den {many} {values} jeder {within}",
    run_of="in den {many} {first} bis {last} jeder {within}",
    from_to="{what} von {first} bis {last} Uhr",
    between="zwischen {first} und {last} Uhr",
    in_one="in {one} {values}",
    in_list="in den {many} {values}",
    in_run="in den {many} {first} bis {last}",
    in_steps="in jeder {nth} {one} von {first} bis {last}",
    on_weekdays="am {values}",
    on_dates="am {values} des Monats",
    date_run="vom {first} bis zum {last} des Monats",
    date_steps="alle {step} Tage vom {first} bis zum {last} des Monats",
    last_day="am letzten Tag des Monats",
    before_last="am {nth} Tag vor dem letzten Tag des Monats",
    last_weekday="am letzten Wochentag (Montag bis Freitag) des Monats",
    weekday_nearest="am Wochentag (Montag bis Freitag), der dem {nth} des Monats am nächsten liegt",
    weekday_nearest_before_last=(
        "am Wochentag (Montag bis Freitag), der dem {nth} Tag vor dem letzten Tag des Monats am nächsten liegt"
    ),
    last_named="am letzten {day} des Monats",
    nth_named="am {nth} {day} des Monats",
    through="{first} bis {last}",
    in_months="im {values}",
    in_years="nur {values}",
    year_run="von {first} bis {last}",
    year_on="ab {first}",
    every_years="alle {step} Jahre {span}",
)
