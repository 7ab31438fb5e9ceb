"""A real object store that speaks S3, for tests."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY, SECRET = "podium", "open sesame"
STARTED = "Start Seaweed S3 API Server"
SHARE = 100
"""Ports among which one test process chooses."""
SERVICES = ("master", "volume", "filer", "s3")


@contextmanager
def s3_server(directory: Path) -> Iterator[dict[str, str]]:
    """The variables of the environment that lead to an empty store."""
    ports = dict(zip(SERVICES, _free_ports(len(SERVICES)), strict=True))
    actions = ["Admin", "Read", "Write", "List"]
    user = {"name": KEY, "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": actions}
    users = directory / "users.json"
    users.write_text(json.dumps({"identities": [user]}))
    weed = str(Path(sys.executable).parent / "weed")
    command = [weed, "server", f"-dir={directory}", "-filer", "-s3", f"-s3.config={users}", "-ip=127.0.0.1"]
    options = [f"-{name}.port={port}" for name, port in ports.items()]
    quiet = ["-s3.port.iceberg=0", "-s3.port.lance=0", "-master.volumeSizeLimitMB=64", "-volume.max=20"]
    with subprocess.Popen([*command, *options, *quiet], stderr=subprocess.PIPE, text=True) as server:
        for line in server.stderr or ():
            if STARTED in line:
                break
        else:
            raise AssertionError(f"the store ended with status {server.wait()}")
        rest = threading.Thread(target=server.communicate)
        rest.start()
        try:
            yield {
                "AWS_ACCESS_KEY_ID": KEY,
                "AWS_SECRET_ACCESS_KEY": SECRET,
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports['s3']}",
                "AWS_ALLOW_HTTP": "true",
                "AWS_REGION": "us-east-1",
            }
        finally:
            server.kill()
            rest.join()


def _free_ports(count: int) -> list[int]:
    """Ports that are free and whose neighbours 10,000 above are free as well: the store takes those, too.

    Test processes look in places of their own, all below the ports that the system gives to connections.
    """
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 20_000 + SHARE * (process % 27)
    return [port for port in range(first, first + SHARE) if _is_free(port) and _is_free(port + 10_000)][:count]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
