"""What the server must learn of every job: on disk from the moment a job is taken until it has been told."""

from msgspec import Struct, structs

from podium.robot.errors import Refused
from podium.robot.protocol import FULL_OUTPUT, Report, SuspendedJob
from podium.robot.server import Server


class Taken(Struct, tag=True):
    """A job that this robot has. ``report`` is what to say when it is found after a crash."""

    report: Report


class Ended(Struct, tag=True):
    """A job that has come to its end."""

    report: Report


class Suspended(Struct, tag=True):
    """A job that waits, with the state it will go on from."""

    details: SuspendedJob
    state: bytes


Record = Taken | Ended | Suspended


async def tell(server: Server, record: Record) -> bool:
    """Tell the server how a job ended; False while there is nothing to tell."""
    match record:
        case Taken():
            return False
        case Ended(report):
            await server.report(await _with_output_as_file(server, report))
        case Suspended(details, state):
            await server.suspend(details, state)
    return True


async def _with_output_as_file(server: Server, report: Report) -> Report:
    output = report.output_arguments
    if output is None or len(output) <= FULL_OUTPUT:
        return report
    try:
        file = await server.put_output(report.job_key, output.encode())
    except Refused:
        return report
    return structs.replace(report, output_arguments=None, output_file=file)
