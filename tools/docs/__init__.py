"""The pages of docs/ that are read off the code, so that they cannot go stale."""
