"""``make bench``: measure everything, or what is named; ``python -m benchmarks claim list``."""

import sys

from benchmarks.report import Report
from benchmarks.server import server
from benchmarks.workloads import WORKLOADS

DEFAULT_SECONDS = 4


def main(names: list[str]) -> None:
    unknown = set(names) - WORKLOADS.keys()
    if unknown:
        sys.exit(f"There is no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}.")
    report = Report()
    for name in names or WORKLOADS:
        with server() as running:  # jobs that one leaves waiting would be given to the robots of another
            WORKLOADS[name](running, report, DEFAULT_SECONDS)
    report.close()


if __name__ == "__main__":
    main(sys.argv[1:])
