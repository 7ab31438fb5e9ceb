"""Put the server together. The only module that knows which domains there are."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from podium.domains.assets import api as assets
from podium.domains.assets import showing as assets_showing
from podium.domains.assets.commands import values as assets_values
from podium.domains.audit import api as audit
from podium.domains.audit import commands as audit_commands
from podium.domains.audit import ticks as audit_ticks
from podium.domains.buckets import api as buckets
from podium.domains.buckets.commands import buckets as buckets_commands
from podium.domains.calendars import api as calendars
from podium.domains.calendars.events import CalendarChanged, CalendarDeleting
from podium.domains.credentials import api as credentials
from podium.domains.credentials import commands as credentials_commands
from podium.domains.credentials import resources
from podium.domains.credentials.events import StoreDeleting
from podium.domains.credentials.models import ResourceType
from podium.domains.exports import api as exports
from podium.domains.exports import commands as exports_commands
from podium.domains.exports import ticks as exports_ticks
from podium.domains.exports.events import ExportEnded
from podium.domains.folders import api as folders
from podium.domains.folders import setup, units, workspaces
from podium.domains.folders import ticks as folders_ticks
from podium.domains.folders.events import FolderDeleting, UserLeftFolder
from podium.domains.folders.gate import Gate
from podium.domains.identity import api as identity
from podium.domains.identity import builtin, clients
from podium.domains.identity import ticks as identity_ticks
from podium.domains.identity.events import UserDeleting, UserRobotsChanged, UserSaved
from podium.domains.identity.models import User
from podium.domains.jobs import api as jobs
from podium.domains.jobs import busy
from podium.domains.jobs import ticks as jobs_ticks
from podium.domains.jobs.commands import items as jobs_items
from podium.domains.jobs.commands import maintenance as jobs_maintenance
from podium.domains.jobs.commands import processes as jobs_processes
from podium.domains.jobs.commands import resume
from podium.domains.jobs.events import JobEnded, JobOverdue, JobStarted, JobSuspended
from podium.domains.licences import api as licences
from podium.domains.licences.events import LicenseAssigning
from podium.domains.logs import api as logs
from podium.domains.logs import ticks as logs_ticks
from podium.domains.monitoring import api as monitoring
from podium.domains.monitoring import exporting, usage, watch
from podium.domains.monitoring import ticks as monitoring_ticks
from podium.domains.processes import api as processes
from podium.domains.processes.commands import folders as processes_folders
from podium.domains.processes.events import ReleaseDeleting
from podium.domains.queues import api as queues
from podium.domains.queues import ticks as queues_ticks
from podium.domains.queues.commands import waiting as queues_waiting
from podium.domains.queues.events import QueueItemFailed, QueueItemsAdded, QueueItemsEndangered, QueueItemsReturned
from podium.domains.robots import api as robots
from podium.domains.robots import credentials as robots_credentials
from podium.domains.robots import licensing as robots_licensing
from podium.domains.robots import ticks as robots_ticks
from podium.domains.robots.commands import assignments as robots_assignments
from podium.domains.robots.commands import provision as robots_provision
from podium.domains.robots.events import MachineDeleting, RobotChanging, RobotDeleting, SessionEnded, SessionLost
from podium.domains.settings import api as settings_api
from podium.domains.sharing import commands as sharing
from podium.domains.tenants import api as tenants
from podium.domains.tenants import ticks as tenants_ticks
from podium.domains.tenants.events import MaintenanceChanged, TenantCreated
from podium.domains.triggers import api as triggers
from podium.domains.triggers import ticks as triggers_ticks
from podium.domains.triggers.commands import callbacks as triggers_callbacks
from podium.domains.triggers.commands import needs as triggers_needs
from podium.domains.triggers.commands import nudging as triggers_nudging
from podium.domains.triggers.commands import occasions as triggers_occasions
from podium.domains.triggers.events import ScheduleFailed
from podium.engine.errands import Messenger
from podium.engine.ticks import Runner, Tick
from podium.http.asgi import Application, Server, asgi
from podium.http.health import Health
from podium.kernel import blobs, outbox, rotation, sealing
from podium.kernel.caller import Caller, Place
from podium.kernel.database import Completions, Database, Subscriber, utc_now
from podium.kernel.events import RowChanged
from podium.kernel.groups import Groups
from podium.kernel.notices import Notices
from podium.kernel.vault import Vault, keys_in
from podium.odata import idempotency
from podium.odata.catalog import Catalog
from podium.odata.describe.api import Descriptions
from podium.web.browser import api as browser
from podium.web.sign_in import api as sign_in

CATALOG = Catalog(
    tenants.API,
    audit.API,
    *identity.APIS,
    *folders.APIS,
    queues.API,
    *processes.APIS,
    *licences.APIS,
    *robots.APIS,
    *jobs.APIS,
    busy.API,
    logs.API,
    monitoring.API,
    monitoring.FOLDERS,
    monitoring.ABOUT_TAGS,
    credentials.API,
    assets.API,
    buckets.API,
    *settings_api.APIS,
    exports.API,
    *exporting.APIS,
    calendars.API,
    *triggers.APIS,
)
SERVED = Catalog(*CATALOG.apis, Descriptions(CATALOG).api, browser.API, sign_in.API)
"""The API, its own description, and the pages that belong to it."""
HOUR = timedelta(hours=1)
TICKS = [
    *tenants_ticks.TICKS,
    *audit_ticks.TICKS,
    *identity_ticks.TICKS,
    *folders_ticks.TICKS,
    *queues_ticks.TICKS,
    *robots_ticks.TICKS,
    *jobs_ticks.TICKS,
    *logs_ticks.TICKS,
    *monitoring_ticks.TICKS,
    *triggers_ticks.TICKS,
    *usage.TICKS,
    *exports_ticks.TICKS,
    Tick(rotation.finish, every=HOUR, batch=rotation.BATCH),
    Tick(blobs.sweep, every=HOUR, batch=blobs.BATCH),
    Tick(outbox.sweep, every=HOUR, batch=outbox.BATCH),
    Tick(idempotency.sweep, every=HOUR, batch=idempotency.BATCH),
]
ERRANDS = [*triggers_ticks.ERRANDS]
COMPLETIONS: Completions = {
    **licences.COMPLETIONS,
    **identity.COMPLETIONS,
    **assets.COMPLETIONS,
    **processes.COMPLETIONS,
    **queues.COMPLETIONS,
    **triggers.COMPLETIONS,
    User: [*identity.COMPLETIONS[User], *folders.COMPLETIONS[User]],
}
SUBSCRIBERS: dict[type, list[Subscriber]] = {
    RowChanged: [audit_commands.note_change],
    ExportEnded: [exporting.tell],
    StoreDeleting: [assets_values.leave_store, buckets_commands.leave_store],
    FolderDeleting: [
        sharing.keeps_folder(assets.KIND),
        sharing.keeps_folder(buckets.KIND),
        sharing.keeps_folder(queues.KIND),
        processes_folders.keep_folder,
        sharing.unlink_folder,
        robots_assignments.leave_folder,
        triggers_needs.keep_folder,
    ],
    UserSaved: [units.place_user, workspaces.provide],
    UserDeleting: [triggers_needs.keep_user, units.forget_user, robots_provision.user_deleting],
    JobStarted: [triggers_occasions.job_happened],
    JobSuspended: [triggers_occasions.job_happened],
    JobEnded: [
        resume.job_ended,
        jobs_items.job_ended,
        triggers_nudging.job_ended,
        triggers_callbacks.job_ended,
        triggers_occasions.job_happened,
        watch.job_ended,
    ],
    JobOverdue: [watch.job_overdue],
    TenantCreated: [builtin.furnish, setup.first_folder, credentials_commands.make_our_store],
    LicenseAssigning: [robots_licensing.fits],
    MaintenanceChanged: [jobs_maintenance.drain],
    MachineDeleting: [jobs_processes.keep_machine_of_jobs, triggers_needs.keep_machine],
    ReleaseDeleting: [jobs_processes.keep_release_of_jobs, triggers_needs.keep_release],
    ScheduleFailed: [watch.schedule_failed],
    SessionEnded: [watch.session_ended],
    SessionLost: [watch.session_lost],
    RobotChanging: [jobs_processes.keep_busy_robot],
    RobotDeleting: [jobs_processes.keep_robot_of_jobs, triggers_needs.keep_robot],
    UserRobotsChanged: [robots_provision.robots_changed],
    CalendarChanged: [triggers_needs.retime],
    CalendarDeleting: [triggers_needs.keep_calendar],
    QueueItemFailed: [watch.item_failed],
    QueueItemsEndangered: [watch.items_endangered],
    QueueItemsAdded: [queues_waiting.wake_callers, triggers_nudging.items_added],
    QueueItemsReturned: [queues_waiting.wake_callers, triggers_nudging.items_added],
    UserLeftFolder: [triggers_needs.keep_member],
}
CREDENTIALS = {"uirobot": robots_credentials.robot_by_key, "x-robot-license": robots_credentials.machine_by_mere_key}
TOKENS = {robots_credentials.CLAIM: robots_credentials.machine_of_token}
clients.KNOWN.append(robots_credentials.machine_client)
resources.KNOWN[ResourceType.ASSET] = assets_showing.in_store
resources.KNOWN[ResourceType.BUCKET] = buckets_commands.in_store
exports_commands.SOURCES |= exporting.SOURCES
SETUP = Place(Caller("setup"))


@dataclass
class Podium:
    """One process of the server: its database, its engine, its errands, its notices."""

    db: Database
    notices: Notices
    runner: Runner
    messenger: Messenger
    application: Application


@dataclass(frozen=True)
class Settings:
    """What an operator may say about one process."""

    database_url: str
    master_key: bytes
    files: str = "files"
    """Where files are kept: a directory, or the address of an object store."""
    key_file: str = ""
    """Where the master key came from: the file is read again when keys are rotated."""
    any_organization: bool = False
    connections: int = 8
    engine: bool = True


def build(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Podium:
    """The parts of a process, connected but not yet started; its application starts and stops them."""
    vault = Vault(settings.master_key, lambda: keys_in(settings.key_file))
    db = Database(settings.database_url, vault, clock, SUBSCRIBERS, settings.connections, settings.files)
    db.completions = COMPLETIONS
    notices = Notices(db)
    runner, messenger = Runner(db, TICKS), Messenger(db, ERRANDS)
    gate = Gate(CREDENTIALS, TOKENS, any_organization=settings.any_organization)
    health = Health(db, notices)
    server = Server(SERVED, db, Groups(db), gate, notices, routes=health.routes)

    @asynccontextmanager
    async def life() -> AsyncIterator[None]:
        async with started(podium, engine=settings.engine), health.serving():
            yield

    podium = Podium(db, notices, runner, messenger, asgi(server, life))
    return podium


@asynccontextmanager
async def started(podium: Podium, *, engine: bool) -> AsyncIterator[None]:
    """Open the database, listen, and run the engine, until the end."""
    await podium.db.open()
    await podium.notices.start()
    try:
        async with running(podium) if engine else nothing():
            yield
    finally:
        await podium.notices.stop()
        await podium.db.close()


@asynccontextmanager
async def running(podium: Podium) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(part.run(podium.notices)) for part in (podium.runner, podium.messenger)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await podium.runner.stop()


@asynccontextmanager
async def nothing() -> AsyncIterator[None]:
    yield


async def first_start(db: Database, wishes: setup.Wishes) -> str | None:
    """Make what every installation has; gives the administrator's password if it was generated now."""
    await db.alone(SETUP, sealing.check)
    password = await db.alone(SETUP, lambda ctx: setup.set_up(ctx, wishes))
    await db.alone(SETUP, lambda ctx: setup.set_application(ctx, wishes))
    return password
