"""The types of outside stores that come with Podium."""

from podium.domains.credentials.stores import hashicorp

OURS = (*hashicorp.TYPES,)
