"""The settings of a process, checked as they come in."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from podium.domains.processes.errors import InvalidArgument, PriorityContradiction
from podium.domains.processes.models.releases import JobPriority
from podium.kernel.entity import Json
from podium.odata.tags import Tag
from podium.odata.wire import read

BANDS = ((30, JobPriority.LOW), (60, JobPriority.NORMAL), (100, JobPriority.HIGH))
"""The highest specific priority of each class."""
VALUES = {JobPriority.LOW: 25, JobPriority.NORMAL: 45, JobPriority.HIGH: 65}


def check(values: Mapping[str, Any]) -> None:
    """Refuse settings with which no job could ever run."""
    if values.get("input_arguments"):
        _check_arguments(values["input_arguments"])
    if values.get("environment_variables"):
        _check_variables(values["environment_variables"])


def priorities(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The class of priority follows from its value, or the value from its class: a job needs both."""
    if not {"job_priority", "specific_priority_value"} & values.keys():
        return values
    kind, value = values.get("job_priority"), values.get("specific_priority_value")
    if value is None:
        kind = kind or JobPriority.NORMAL
        return {**values, "job_priority": kind, "specific_priority_value": VALUES[kind]}
    band = next(band for highest, band in BANDS if value <= highest)
    if kind not in (None, band):
        raise PriorityContradiction
    return {**values, "job_priority": band}


def merged(stored: Json | None, more: Iterable[Tag]) -> Json:
    """The tags of a process with those of a package that it has not."""
    tags = {tag.name: tag for tag in (*more, *(read(list[Tag], stored, "Tags") if stored else ()))}
    return Json(msgspec.json.encode(list(tags.values())))


def _check_arguments(text: str) -> None:
    try:
        msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError as problem:
        raise InvalidArgument(name="InputArguments", details=str(problem)) from problem


def _check_variables(text: str) -> None:
    """They are lines of NAME=value: a robot would fail every job over any other."""
    if any(line.strip() and not line.partition("=")[1] for line in text.splitlines()):
        raise InvalidArgument(name="EnvironmentVariables", details="Every line must be NAME=value.")
