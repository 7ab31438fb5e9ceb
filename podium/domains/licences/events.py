"""What licences tell."""

from podium.kernel.events import Event


class LicenseAssigning(Event):
    """A tenant is about to be limited to so many of each kind; who has more than that already refuses."""

    tenant_id: int
    limits: dict[str, int]
