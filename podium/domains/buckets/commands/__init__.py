"""What can be done to buckets and their files: the only writers of their tables."""
