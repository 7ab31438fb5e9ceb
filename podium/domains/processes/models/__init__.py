"""The tables of packages and processes."""
