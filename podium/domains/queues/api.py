"""The queue endpoints: one line each."""

from typing import Any

from podium.domains.queues import showing
from podium.domains.queues.commands import (
    adding,
    comments,
    definitions,
    filtered,
    items,
    policies,
    retention,
    reviews,
    sealing,
    transactions,
)
from podium.domains.queues.models import QueueDefinition, QueueItem, QueueItemComment, QueueItemEvent
from podium.domains.queues.models.definitions import QueueShare
from podium.domains.queues.models.retention import QueueRetention
from podium.domains.queues.queries import definitions as queues
from podium.domains.queues.queries import history, predictions, reviewers, statistics
from podium.domains.queues.queries import items as found
from podium.domains.sharing.models import Kind
from podium.domains.sharing.trait import shareable
from podium.kernel.database import Completions
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, action, every_row, function, patch, put
from podium.odata.traits import asking

Queues = Resource("Queues")
Items = Resource("Transactions", also=Queues.view)
Comments = Resource("Transactions", also=Queues.view)
Comments.create = Comments.delete = Comments.edit
Retention = Resource("Queues")
Retention.delete = Queues.edit
take = Items.view & Items.create & Items.edit
change = Queues.edit & Resource("Transactions").edit
here: dict[str, Any] = {"folder": Folder.REQUIRED}
hot: dict[str, Any] = {"grouped": True, **here}
of_queue: dict[str, Any] = {"entity": QueueDefinition, **here}
of_item: dict[str, Any] = {"entity": QueueItem, **here}
OF_QUEUES = "QueueDefinitions/UiPath.Server.Configuration.OData"
OF_ITEMS = "QueueItems/UiPath.Server.Configuration.OData"
DEFINITION = "QueueDefinitions({key})"
QUEUE = f"{DEFINITION}/UiPathODataSvc"
ITEM = "QueueItems({key})"
RECORDS = "QueueProcessingRecords/UiPathODataSvc"
LAST_DAYS = f"{RECORDS}.RetrieveLastDaysProcessingRecords(daysNo={{daysNo}},queueDefinitionId={{queueDefinitionId}})"

COMPLETIONS: Completions = {QueueItem: [sealing.open_items, showing.name_folders]}
KIND = Kind(QueueDefinition, Queues, QueueShare, "queueIds", definitions.delete_queue)

API = Api(
    "OR.Queues",
    EntitySet(
        "QueueDefinitions",
        QueueDefinition,
        Queues,
        rows=asking(every_row(QueueDefinition)),
        create=definitions.create_queue,
        update=definitions.edit_queue,
        delete=definitions.delete_queue,
        patch=True,
    ),
    action(f"{OF_QUEUES}.CreateQueue", definitions.create_queue, Queues.create, 201, **of_queue),
    action(f"{OF_QUEUES}.EditQueue", definitions.edit_named_queue, Queues.edit, **of_queue),
    function(f"{OF_QUEUES}.GetQueue(id={{key}})", queues.queue, Queues.view, **of_queue),
    function(f"{OF_QUEUES}.ListQueues", queues.queues, Queues.view, **here),
    function(f"{OF_QUEUES}.GetByKey(identifier={{identifier}})", queues.queue_keyed, Queues.view, **here),
    function(f"{QUEUE}.GetJsonSchemaDefinition(jsonSchemaType='{{jsonSchemaType}}')", queues.json_schema, Queues.edit),
    function(f"{DEFINITION}/Podium.GetPolicy", policies.policy, Queues.view),
    action(f"{DEFINITION}/Podium.SetPolicy", policies.set_policy, Queues.edit),
    action(f"{DEFINITION}/Podium.UploadItems", adding.upload, Items.create),
    *shareable(KIND, "QueueDefinitions", "GetQueuesAcrossFolders", "GetFoldersForQueue"),
    EntitySet("QueueItems", QueueItem, Items, rows=asking(every_row(QueueItem)), delete=items.delete_item),
    put("/odata/QueueItems({key})", items.replace_item, change, **of_item),
    patch("/odata/QueueItems({key})", items.edit_item, change, **of_item),
    function(f"{ITEM}/UiPath.Server.Configuration.OData.GetItemLastRetry", history.last_retry, Items.view),
    function("QueueItems/UiPathODataSvc.GetItemLastRetryByKey(key={key})", history.last_of_key, Items.view, **here),
    function(f"{ITEM}/UiPathODataSvc.GetItemProcessingHistory", history.processing_history, Items.view),
    action(
        "QueueItems({key})/UiPathODataSvc.SetTransactionProgress", transactions.set_progress, Items.edit, grouped=True
    ),
    action("QueueItems({key})/Podium.KeepAlive", transactions.keep_alive, Items.edit, grouped=True),
    function("QueueItems/Podium.GetDeadLetters", found.dead_letters, Items.view, **here),
    function("QueueItems/Podium.Search(text='{text}')", found.items_with, Items.view, **here),
    action("QueueItems/UiPathODataSvc.DeleteBulk", items.delete_items, Items.delete, **here),
    action("QueueItems/Podium.RetryItems", filtered.retry_items, Items.edit, **here),
    action("QueueItems/Podium.DeleteItems", filtered.delete_items, Items.delete, **here),
    action("QueueItems/Podium.PostponeItems", filtered.postpone_items, change, **here),
    action("QueueItems/Podium.PrioritizeItems", filtered.prioritize_items, change, **here),
    function(f"{OF_ITEMS}.GetReviewers", reviewers.reviewers, Items.edit, **here),
    action("QueueItems/UiPathODataSvc.SetItemReviewer", reviews.set_reviewer, Items.edit, **here),
    action("QueueItems/UiPathODataSvc.SetItemReviewStatus", reviews.set_review_status, Items.edit, **here),
    action("QueueItems/UiPathODataSvc.UnsetItemReviewer", reviews.unset_reviewer, Items.edit, **here),
    action("Queues/UiPathODataSvc.AddQueueItem", adding.add_item, Items.create, 201, **hot),
    action("Queues/UiPathODataSvc.BulkAddQueueItems", adding.bulk_add, Items.create, **here),
    action("Queues/UiPathODataSvc.StartTransaction", transactions.start_transaction, take, **hot),
    action("Queues({key})/UiPathODataSvc.SetTransactionResult", transactions.set_result, Items.edit, grouped=True),
    EntitySet(
        "QueueRetention",
        QueueRetention,
        Retention,
        update=retention.set_retention,
        delete=retention.reset_retention,
    ),
    function(LAST_DAYS, statistics.records, Items.view, **here),
    function("QueueProcessingRecords/Podium.RetrievePredictions", predictions.predictions, Items.view, **here),
    function("QueueItems/Podium.GetItemsInDanger", predictions.items_in_danger, Items.view, **here),
    function(f"{RECORDS}.RetrieveQueuesProcessingStatus", statistics.statuses, Queues.view, **here),
    EntitySet("QueueItemEvents", QueueItemEvent, Items),
    function(
        "QueueItemEvents/UiPath.Server.Configuration.OData.GetQueueItemEventsHistory(queueItemId={queueItemId})",
        history.events_of,
        Items.view,
        **here,
    ),
    EntitySet(
        "QueueItemComments",
        QueueItemComment,
        Comments,
        create=comments.add_comment,
        update=comments.edit_comment,
        delete=comments.delete_comment,
    ),
    function(
        "QueueItemComments/UiPath.Server.Configuration.OData.GetQueueItemCommentsHistory(queueItemId={queueItemId})",
        history.comments_of,
        Items.view,
        **here,
    ),
)
