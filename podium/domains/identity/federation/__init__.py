"""Signing in through others: providers of OpenID Connect that a tenant trusts."""
