"""Podium: an open, self-hosted orchestrator for software robots."""

__version__ = "0.1.0"
