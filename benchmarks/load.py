"""Load by wrk: many connections, one thread, a script that says what is asked."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processors import Moment
from benchmarks.server import Running

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Rate:
    """Requests a second, latencies as wrk prints them, and whose the processor was."""

    requests: float
    p50: str
    p99: str
    shares: str
    wrong: str


def load(running: Running, script: str, connections: int, seconds: int, path: str = "/", **said: str) -> Rate:
    """Run a script for a while; ``said`` is what it finds in its environment."""
    if shutil.which("wrk") is None:
        sys.exit("wrk makes the load: install it (apt-get install wrk) and run this again.")
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(SCRIPTS / f"{script}.lua")]
    named = [f"-H{name}: {value}" for name, value in running.headers.items()]
    before = Moment.of(running.pid)
    command, environment = [*words, *named, f"{running.url}{path}"], {**os.environ, **said}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    shares = Moment.of(running.pid).shares(before, seconds)
    (requests,) = re.findall(r"Requests/sec:\s+([\d.]+)", done)
    p50, p99 = (re.findall(rf"{percent}%\s+([\d.]+\w+)", done)[0] for percent in (50, 99))
    wrong = " ".join(re.findall(r"Non-2xx.*|Socket errors.*", done))
    return Rate(float(requests), p50, p99, shares, wrong)
