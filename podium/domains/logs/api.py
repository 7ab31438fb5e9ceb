"""The addresses of logs."""

from podium.domains.logs import commands
from podium.domains.logs.models import RobotLog
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, post

Logs = Resource("Logs")

API = Api(
    "OR.Monitoring",
    EntitySet("RobotLogs", RobotLog, Logs),
    post("/api/Logs", commands.write, Logs.create, grouped=True),
    post("/api/Logs/SubmitLogs", commands.submit, Logs.create, grouped=True),
)
