"""Write the generated pages; with ``--check``, only say which are not as the code would have them."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools.docs import errors, pending_reasons, queue_states, rules, settings

PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/errors.md": errors.page,
    "docs/reference/pending-reasons.md": pending_reasons.page,
    "docs/reference/queue-states.md": queue_states.page,
    "docs/reference/rules.md": rules.page,
    "docs/reference/settings.md": settings.page,
}


def main(only_check: bool) -> int:
    """Bring every page up to date, or name those that are not; answer with the exit status."""
    stale = {Path(name): text for name, page in PAGES.items() if (text := page()) != _text(Path(name))}
    for path, text in stale.items():
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        print(f"{path} is stale: make docs" if only_check else f"{path} written")
    return 1 if stale and only_check else 0


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
