"""The types of outside stores that come with Podium."""

from podium.domains.credentials.stores import aws, azure, cyberark, hashicorp

OURS = (*hashicorp.TYPES, *aws.TYPES, *azure.TYPES, *cyberark.TYPES)
