"""The addresses of logs."""

from typing import Any

from podium.domains.logs import commands, queries
from podium.domains.logs.errors import TooManyLogs
from podium.domains.logs.models import RobotLog
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, function, post

Logs = Resource("Logs")
here: dict[str, Any] = {"folder": Folder.REQUIRED}

API = Api(
    "OR.Monitoring",
    EntitySet("RobotLogs", RobotLog),
    function("RobotLogs", queries.every, Logs.view, entity=RobotLog, **here),
    function("RobotLogs/GetTotalCount", queries.total, Logs.view, **here),
    function("RobotLogs/Reports", queries.reports, Logs.view, **here),
    function("RobotLogs/Podium.Tail", queries.tail, Logs.view, **here),
    post("/api/Logs", commands.write, Logs.create, grouped=True, busy=TooManyLogs),
    post("/api/Logs/SubmitLogs", commands.submit, Logs.create, grouped=True, busy=TooManyLogs),
)
