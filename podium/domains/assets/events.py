"""What assets tell."""

from podium.kernel.events import Event


class AssetEvent(Event):
    """``folder_id`` is where the asset lies; it may be seen in others."""

    outbox = True
    asset_id: int
    folder_id: int
    key: str
    name: str
    value_type: str
    value_scope: str


class AssetCreated(AssetEvent):
    pass


class AssetUpdated(AssetEvent):
    pass


class AssetDeleted(AssetEvent):
    pass
