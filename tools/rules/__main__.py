"""Hold the files below the given folders against the rules; fail when one breaks them."""

import sys
from pathlib import Path

from tools.rules.rule import faults
from tools.rules.rulebook import RULES
from tools.rules.source import Source

WRITTEN = "versions"
"""The folder of revisions of the schema: a program writes them, and nobody changes them afterwards."""


def main(folders: list[str]) -> int:
    """Print what breaks the rules, and answer with the exit status."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.py") if WRITTEN not in file.parts)
    found = [fault for file in files for fault in faults(Source(file, file.read_text("utf-8")), RULES)]
    for fault in found:
        print(fault)
    print(f"{len(files)} files, {len(RULES)} rules, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
