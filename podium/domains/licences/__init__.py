"""Licences: which kinds of robots there are, and how many of each may be at work."""
