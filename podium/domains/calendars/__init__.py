"""Calendars: days on which triggers rest, each calendar in a time zone of its own."""
