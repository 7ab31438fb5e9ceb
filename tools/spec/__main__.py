"""Say what of the published API is served, and where we differ: ``python -m tools.spec``."""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console

from tools.spec.exchange import FOLDER, read
from tools.spec.report import make
from tools.spec.show import show

WIDTH = 160
"""Of what is not printed to a terminal."""


def main(arguments: list[str]) -> int:
    """Print the report; fail when ``--check`` finds an operation lost."""
    options = _options().parse_args(arguments)
    report = make(read(options.records))
    if options.json:
        print(json.dumps(report.plain(), indent=1))
    else:
        show(report, Console(width=None if sys.stdout.isatty() else WIDTH), options.all)
    if options.write:
        options.write.write_text("".join(f"{line}\n" for line in report.served), "utf-8")
    lost = _lost(options.check, report.served) if options.check else []
    for line in lost:
        print(f"no longer served: {line}", file=sys.stderr)
    return 1 if lost else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("tools.spec", description=__doc__)
    parser.add_argument("--records", type=Path, default=FOLDER, help="what `pytest --record` wrote")
    parser.add_argument("--all", action="store_true", help="list every difference")
    parser.add_argument("--json", action="store_true", help="print for programs")
    parser.add_argument("--check", type=Path, metavar="FILE", help="fail when an operation named there is not served")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the operations served to this file")
    return parser


def _lost(floor: Path, served: list[str]) -> list[str]:
    return sorted(set(floor.read_text("utf-8").splitlines()) - set(served))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
