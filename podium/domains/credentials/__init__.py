"""Credential stores: where passwords and secrets of assets, robots and buckets lie.

Every tenant has our database, which is the default at first. Others are outside: their types are plug-ins, ours in
``stores``, those of third parties found by the entry point ``podium.credential_stores``. Whoever holds a secret in a
row calls ``holding``, which seals it here or sends it there.
"""
