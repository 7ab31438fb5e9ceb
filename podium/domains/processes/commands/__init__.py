"""What can be done to packages and processes: the only writers of their tables."""
