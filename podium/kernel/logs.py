"""Log lines: time, level, event, and the fields given with it, one line each."""

import logging
import sys

PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


class Lines(logging.Formatter):
    """``12:30:01 WARNING podium.engine a tick failed  work=abandon_stale_items``."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields = {name: value for name, value in vars(record).items() if name not in PLAIN}
        return "  ".join([line, *(f"{name}={value}" for name, value in fields.items())])


def log_to_stderr(level: str = "INFO") -> None:
    """Write what is logged to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells of every request
