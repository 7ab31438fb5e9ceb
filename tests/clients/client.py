"""A client in a process of its own: asked to call something, it answers what came of it."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

INSIDE = Path(__file__).parent / "inside"


class Raised(Exception):
    """What a client raised: the name of the exception's class, and its text."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        super().__init__(f"{name}: {text}")


class Client:
    """Speaks to a program of ``inside``, which answers one call after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def __call__(self, path: str, /, *arguments: Any, **named: Any) -> Any:
        """Call what the path names, with arguments in order or by name."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([path, arguments, named]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the client ended with status {self.process.wait(10)}"
        answer = json.loads(line)
        if "raised" in answer:
            raise Raised(answer["raised"], answer["text"])
        return answer.get("gave")


@contextmanager
def client(program: Path | str, *words: str, environment: Mapping[str, str], place: Path) -> Iterator[Client]:
    """Run a client's program in a directory of its own."""
    process = subprocess.Popen(
        [str(program), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=place,
        env={**os.environ, **environment},
    )
    try:
        yield Client(process)
    finally:
        process.stdin.close() if process.stdin else None
        process.wait(20)
        process.stdout.close() if process.stdout else None
