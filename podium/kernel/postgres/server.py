"""One run of the server on a cluster: started, awaited, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from podium.kernel.postgres import address, durable, launch
from podium.kernel.postgres.cluster import Cluster
from podium.kernel.postgres.errors import PostgresError

Process = subprocess.Popen[bytes]

ACCESS = "local all podium scram-sha-256\n"
SETTINGS = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "max_connections": "100",
    "synchronous_commit": "on",
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",  # of a solid state disk
    "jit": "off",  # many short statements: compiling one costs more than running it
    "max_parallel_workers_per_gather": "0",  # two cores: one report must not have both
    # In files, as containers give little of /dev/shm and systemd empties it when the user logs out.
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    # One file for each day of the week, emptied when its day comes again.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
}
START_TIMEOUT = 300.0
"""Seconds; a server that was killed has its journal to replay."""
STOP_TIMEOUT = 60.0
"""Seconds, after which it is stopped without a last checkpoint."""


def start(cluster: Cluster, settings: Mapping[str, str]) -> Process:
    """Start the server and return when it takes connections. It ends with the thread that calls this."""
    early = cluster.directory.path / "start.log"  # what is said before the server's own log is open
    with cluster.directory.alone() as lock, early.open("wb") as output:
        command = _command(cluster, settings)
        _forget_killed(cluster.path / "postmaster.pid")
        account = cluster.directory.account
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", launch.__file__, *map(str, (os.getpid(), account.uid, account.gid)), *command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            start_new_session=True,  # Ctrl-C is for Podium, which then stops its server in good order
        )
    try:
        _await_ready(process, cluster)
    except BaseException:
        stop(process)
        raise
    return process


def stop(process: Process) -> None:
    """Shut the server down: its connections are cut, what was committed is safe."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


@contextmanager
def running(cluster: Cluster) -> Iterator[str]:
    """The address of the cluster's database, which is served meanwhile."""
    process = start(cluster, {})
    try:
        yield address.url(cluster.directory.path)
    finally:
        stop(process)


def _command(cluster: Cluster, settings: Mapping[str, str]) -> list[str]:
    access = cluster.directory.path / "pg_hba.conf"
    durable.write(access, ACCESS, mode=0o644)
    fixed = {
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": str(cluster.directory.make_sockets()),
        "hba_file": str(access),
    }
    options = [f"--{name}={value}" for name, value in {**SETTINGS, **settings, **fixed}.items()]
    return [str(cluster.binaries.bin / "postgres"), "-D", str(cluster.path), *options]


def _await_ready(process: Process, cluster: Cluster) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not _is_ready(process, cluster.path / "postmaster.pid"):
        if process.poll() is not None:
            said = (cluster.directory.path / "start.log").read_text(errors="replace").strip()[-2000:]
            raise PostgresError(f"PostgreSQL does not start; its log is in {cluster.path / 'log'}. It said: {said}")
        if time.monotonic() > deadline:
            raise PostgresError(
                f"PostgreSQL was not ready within {START_TIMEOUT:.0f} s; its log is in {cluster.path}/log"
            )
        time.sleep(0.01)


def _is_ready(process: Process, status: Path) -> bool:
    """Tell by the server's file, which has its process number in the first line and its state in the eighth."""
    try:
        lines = status.read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready"


def _forget_killed(status: Path) -> None:
    """Remove the file that a killed server left, unless processes are attached to the shared memory it names.

    PostgreSQL goes by the process number in it, and does not start when that is another program's by now, which is
    usual where a container starts again, or the killed server's own because nobody reaped it.
    """
    try:
        segment = status.read_text().splitlines()[6].split()[1]
        rows = [row.split() for row in Path("/proc/sysvipc/shm").read_text().splitlines()]
    except (OSError, IndexError):
        return  # nothing there, or nothing to go by: PostgreSQL decides
    if not any(row[1] == segment and row[6] != "0" for row in rows):
        status.unlink()
