"""Many robots at once, without machines or processes: they call the server as real ones do, and time its answers."""
