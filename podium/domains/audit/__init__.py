"""Audit: who did what to which thing, and what it was like before and after.

Changes of audited tables are noted in the transaction in which they happen. Secrets are never told. Entries are
chained afterwards, each with those before it, under a key that the database alone does not give away: what is
changed or removed later is found by ``podium audit verify``.
"""
