"""The queue endpoints: one line each."""

from typing import Any

from podium.domains.queues import commands, queries
from podium.domains.queues.models import QueueDefinition, QueueItem
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, action, assign, function, insert, remove

Queues = Resource("Queues")
Items = Resource("Transactions", also=Queues.view)
take = Items.view & Items.create & Items.edit
hot: dict[str, Any] = {"grouped": True, "folder": Folder.REQUIRED}

API = Api(
    "OR.Queues",
    EntitySet("QueueDefinitions", QueueDefinition, Queues, create=insert, update=assign, delete=remove, patch=True),
    EntitySet("QueueItems", QueueItem, Items, delete=commands.delete_item),
    action("Queues/UiPathODataSvc.AddQueueItem", commands.add_item, Items.create, 201, **hot),
    action("Queues/UiPathODataSvc.StartTransaction", commands.start_transaction, take, **hot),
    action("Queues({key})/UiPathODataSvc.SetTransactionResult", commands.set_result, Items.edit, grouped=True),
    action("QueueItems({key})/UiPathODataSvc.SetTransactionProgress", commands.set_progress, Items.edit),
    function("QueueItems({key})/UiPath.Server.Configuration.OData.GetItemLastRetry", queries.last_retry, Items.view),
)
