"""What the server answers to each call of a robot, and of its jobs."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.robot.orchestrator import ROBOT_KEY, Call, Orchestrator

LICENSE = "88888888-8888-4888-8888-888888888888"
LEASE_LOST = JSONResponse({"message": "The job is not this robot's.", "errorCode": 9001}, 409)

Answer = Callable[[Orchestrator, Call], Awaitable[Response]]


def application(orchestrator: Orchestrator) -> ASGIApp:
    async def answer(request: Request) -> Response:
        name = request.url.path.rsplit("/", 1)[-1].partition("(")[0].rpartition(".")[-1]
        body = await _body(request)
        call = Call(name, dict(request.headers), dict(request.query_params), body, request.url.path)
        orchestrator.calls.append(call)
        await orchestrator.change()
        if codes := orchestrator.failures.get(name):
            return JSONResponse({"message": "not now", "errorCode": 0}, codes.pop(0))
        response = await ANSWERS[name](orchestrator, call)
        await orchestrator.change()
        return response

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST", "PUT"])])


async def _body(request: Request) -> Any:
    kind = request.headers.get("content-type", "")
    if "json" in kind:
        return await request.json()
    if "form" in kind:
        async with request.form() as form:
            return {name: await v.read() if isinstance(v, UploadFile) else v for name, v in form.items()}
    return await request.body()


async def token(orchestrator: Orchestrator, call: Call) -> Response:
    if call.body["client_secret"] != "secret":
        return JSONResponse({"error": "invalid_client"}, 400)
    return JSONResponse(
        {"access_token": f"token{len(orchestrator.named('token'))}", "expires_in": orchestrator.token_lifetime}
    )


async def license_key(orchestrator: Orchestrator, call: Call) -> Response:
    if not call.headers.get("authorization", "").startswith("Bearer token"):
        return JSONResponse({"message": "who?"}, 401)
    return JSONResponse({"licenseKey": LICENSE})


async def nothing(orchestrator: Orchestrator, call: Call) -> Response:
    return JSONResponse({})


async def begin_session(orchestrator: Orchestrator, call: Call) -> Response:
    return JSONResponse({"robotKey": ROBOT_KEY, "robotName": "bot", "hasLicense": True})


async def heartbeat(orchestrator: Orchestrator, call: Call) -> Response:
    if any(orchestrator.is_lost(beat) for beat in call.body["Heartbeats"]):
        return LEASE_LOST
    if orchestrator.waits and not orchestrator.commands():
        with suppress(TimeoutError):
            async with asyncio.timeout(float(call.query["wait"])), orchestrator.changed:
                await orchestrator.changed.wait_for(orchestrator.commands)
    settings = {"serviceSettingsStamp": "1", "isUnattended": True, "isUnattendedLicensed": True}
    return JSONResponse({**settings, "commands": orchestrator.commands(), "targetVersion": orchestrator.target_version})


async def job_state(orchestrator: Orchestrator, call: Call) -> Response:
    for report in call.body:
        if orchestrator.is_lost(report):
            return LEASE_LOST
        orchestrator.jobs[report["jobKey"]].reports.append(report)
    return JSONResponse({})


async def suspend(orchestrator: Orchestrator, call: Call) -> Response:
    details = json.loads(call.body["suspendJobDto"])
    orchestrator.suspended.append((details, call.body["file"]))
    orchestrator.jobs[details["jobId"]].reports.append({"jobState": "Suspended"})
    return JSONResponse({})


async def saved_state(orchestrator: Orchestrator, call: Call) -> Response:
    states = [
        state
        for details, state in orchestrator.suspended
        if details["persistenceInstanceId"] == call.query["persistenceId"]
    ]
    return Response(states[-1])


async def file_access(orchestrator: Orchestrator, call: Call) -> Response:
    job = call.query["jobKey"]
    headers = {"keys": ["X-Kind"], "values": ["json"]}
    access = {"uri": f"{orchestrator.url}/blobs/{job}/blob", "verb": "PUT", "requiresAuth": False, "headers": headers}
    return JSONResponse({"id": f"file-of-{job}", "name": "output.json", "blobFileAccess": access})


async def blob(orchestrator: Orchestrator, call: Call) -> Response:
    job = call.path.split("/")[-2]
    if call.body:
        orchestrator.files[job] = call.body
        return Response(status_code=201)
    return Response(orchestrator.files[job])


async def package(orchestrator: Orchestrator, call: Call) -> Response:
    name = re.findall(r"key='(.*):", call.path)[0]
    if name not in orchestrator.packages:
        return JSONResponse({"message": f"{name} does not exist.", "errorCode": 1677}, 404)
    content, etag = orchestrator.packages[name]
    if etag and call.headers.get("if-none-match") == etag:
        return Response(status_code=304)
    return Response(content, headers={"ETag": etag} if etag else {})


async def logs(orchestrator: Orchestrator, call: Call) -> Response:
    orchestrator.log += [json.loads(line) for line in call.body]
    return JSONResponse({}, 202)


async def take(orchestrator: Orchestrator, call: Call) -> Response:
    item = orchestrator.queue.take()
    return JSONResponse(item) if item else Response(status_code=204)


async def end(orchestrator: Orchestrator, call: Call) -> Response:
    orchestrator.queue.end(_id(call), call.body["transactionResult"])
    return JSONResponse({})


async def progress(orchestrator: Orchestrator, call: Call) -> Response:
    orchestrator.queue.progress.append(call.body["Progress"])
    return JSONResponse({})


async def asset(orchestrator: Orchestrator, call: Call) -> Response:
    secrets = {"CredentialUsername": "ann", "CredentialPassword": "s3cret"}
    assets = {"Limit": {"ValueType": "Integer", "IntValue": 7}, "Bank": {"ValueType": "Credential", **secrets}}
    return JSONResponse(assets[call.body["assetName"]])


def _id(call: Call) -> int:
    return int(re.findall(r"\((\d+)\)", call.path)[0])


ANSWERS: dict[str, Answer] = {
    "": nothing,
    "token": token,
    "getsharedconnectiondata": license_key,
    "UploadScreenshot": nothing,
    "startservice": nothing,
    "stopservice": nothing,
    "BeginSession": begin_session,
    "EndSession": nothing,
    "heartbeatv2": heartbeat,
    "SubmitJobState": job_state,
    "SuspendPersistentJob": suspend,
    "GetPersistentJob": saved_state,
    "GetInputFileAccess": file_access,
    "GetOutputFileAccess": file_access,
    "blob": blob,
    "DownloadPackage": package,
    "SubmitLogs": logs,
    "StartTransaction": take,
    "SetTransactionResult": end,
    "SetTransactionProgress": progress,
    "GetRobotAssetByNameForRobotKey": asset,
}
