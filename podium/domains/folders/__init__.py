"""Folders: the tree in which everything but tenants, users and machines lives."""
