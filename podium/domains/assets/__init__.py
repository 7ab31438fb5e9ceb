"""Assets: values that robots share, as texts, numbers, flags, credentials and secrets.

An asset has a value for all, or values for users, machines and robots, which go before it. A robot asks for an asset
by name and gets the value that is meant for it. Secrets are sealed, or lie in an outside store; who reads one is noted
in the audit. Every change makes a version, to which the asset can go back.
"""
