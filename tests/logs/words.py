"""What is said about logs."""

import json
from typing import Any

from tests.api import FOLDER, Api

SUBMIT = "/api/Logs/SubmitLogs"


def line(message: str, number: int = 0, **more: Any) -> str:
    entry = {
        "message": message,
        "level": "Info",
        "timeStamp": f"2030-01-01T09:00:{number:02}.5+00:00",
        "organizationUnitId": FOLDER,
        "processName": "Invoices",
        "jobId": "f1a4e3af-1c05-46c6-acad-f3db0a5c45f6",
        "robotName": "bot",
        "machineId": 1,
        "machineName": "host-1",
        "fingerprint": f"00000000-0000-4000-8000-{number:012}",
    }
    return json.dumps(entry | more)


async def lines(api: Api, **options: Any) -> list[Any]:
    return list((await api.get("RobotLogs", **options))["value"])
