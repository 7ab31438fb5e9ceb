"""What can be done to machines, robots and sessions: the only writers of their tables."""
