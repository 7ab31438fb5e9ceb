"""The hosts that are one's own machine: nobody else listens on the way there (RFC 8252)."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
