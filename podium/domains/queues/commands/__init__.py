"""What can be done to queues: the only writers of their tables."""
