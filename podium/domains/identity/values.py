"""Values that clients write in more ways than one."""

from uuid import UUID


def uuid_or_none(text: str) -> UUID | None:
    """A key, or None where the text is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
