"""What types are called on the wire: as published, by rule."""

from podium.odata.wire import Plain

NAMESPACE = "UiPath.Server.Configuration.OData"
TELLING = ("Dto", "Request", "Response", "Result", "Model", "Metadata", "Collection")
"""How names end that say by themselves what they are."""


def type_name(kind: type) -> str:
    """``QueueItem`` is QueueItemDto; what is plain, or ends in a telling word, keeps its name.

    A class whose published name is another one has it as ``type_name``.
    """
    published = vars(kind).get("type_name")
    if published:
        return str(published)
    telling = issubclass(kind, Plain) or kind.__name__.endswith(TELLING)
    return kind.__name__ if telling else f"{kind.__name__}Dto"


def qualified(kind: type) -> str:
    return f"{NAMESPACE}.{type_name(kind)}"
