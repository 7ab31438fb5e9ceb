"""Measurements: what the server does over HTTP, beside what PostgreSQL does by itself in the same run."""
