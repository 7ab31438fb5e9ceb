"""What can be done to licences: the only writers of their tables."""
