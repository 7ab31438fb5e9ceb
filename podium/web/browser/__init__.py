"""The API browser: every operation with what it takes, gives and needs, to read and to try."""
