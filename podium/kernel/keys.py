"""Keys as clients write them."""

from uuid import UUID


def key_of(text: str | None) -> UUID | None:
    """The key that a text is; None if it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
