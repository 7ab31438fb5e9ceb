"""The tables of triggers."""
