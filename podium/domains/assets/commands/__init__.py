"""What can be done to assets: the only writers of their tables."""
