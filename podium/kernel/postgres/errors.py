"""What can be wrong with the embedded database, in words for the person who runs Podium."""


class PostgresError(Exception):
    """Something that must be put right outside the program; the text says what."""


class InUse(PostgresError):
    """Another Podium runs the server of this data directory; its database can be reached by ``Embedded.url``."""
