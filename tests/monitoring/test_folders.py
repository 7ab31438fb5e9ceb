"""What a folder holds is told before somebody deletes it."""

from tests.api import FOLDER, Api
from tests.folders.words import folder
from tests.world import furnish

NS = "UiPath.Server.Configuration.OData"


async def test_a_folder_tells_what_is_in_it_and_what_runs(api: Api) -> None:
    await furnish(api)
    caller = await api.only("Units.View")
    told = await caller.get(f"Folders/{NS}.GetEntitiesSummary(folderId={FOLDER})")
    assert told["Id"] == FOLDER
    counts = {one["Type"]: one["Count"] for one in told["DeletableEntities"]}
    expected = {"Processes": 2, "Assets": 1, "Queues": 1, "Buckets": 1, "Triggers": 1}
    assert counts == expected
    assert [job["State"] for job in told["StoppableJobs"]] == ["Running"]


async def test_what_is_shared_with_a_folder_is_told_where_that_is_wished(api: Api) -> None:
    other, queue = (await folder(api, "Other"))["Id"], await api.queue()
    await api.post("QueueDefinitions/UiPathODataSvc.ShareToFolders", 204, QueueIds=[queue], ToAddFolderIds=[other])
    path = f"Folders/{NS}.GetEntitiesSummary(folderId={other})"
    assert (await api.get(path))["DeletableEntities"] == []
    (found,) = (await api.get(f"{path}?includeShared=true"))["DeletableEntities"]
    assert found == {"Type": "Queues", "Count": 1}


async def test_of_a_folder_that_is_not_there_nothing_is_told(api: Api) -> None:
    await api.get(f"Folders/{NS}.GetEntitiesSummary(folderId=999)", 404)
