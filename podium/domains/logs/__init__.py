"""Logs: what robots report while jobs run, line by line."""
