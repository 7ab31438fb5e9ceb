"""What can be done to jobs: the only writers of their tables."""
