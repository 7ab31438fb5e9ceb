"""What the server says about itself, to generators of clients and to people."""

from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.core.result import Ok

from podium.app import CATALOG
from podium.kernel.context import Context
from podium.kernel.permissions import ANYONE
from podium.odata.catalog import Operation, insert
from podium.odata.describe.api import Descriptions
from podium.odata.describe.operations import operation_id, path_of
from podium.odata.describe.types import Types
from podium.odata.wire import Plain
from tests.api import Api
from tools.spec.contract import UNLISTED, load

OPENAPI, SWAGGER = "/openapi.json", "/swagger/v17.0/swagger.json"
OPERATIONS = Descriptions(CATALOG).operations


@pytest.mark.parametrize("address", [OPENAPI, SWAGGER, f"/acme/Default/orchestrator_{SWAGGER}"])
async def test_anybody_may_read_the_descriptions(api: Api, address: str) -> None:
    described = await api.nobody().call("GET", address)
    operations = [one for methods in described["paths"].values() for one in methods.values()]
    assert len(operations) == len(OPERATIONS)


@pytest.mark.parametrize("address", [OPENAPI, SWAGGER])
async def test_a_generator_of_clients_reads_every_operation(api: Api, address: str) -> None:
    loaded = schemathesis.openapi.from_dict(await api.call("GET", address))
    loaded.validate()
    read = list(loaded.get_all_operations())
    assert all(isinstance(one, Ok) for one in read)
    assert len(read) == len(OPERATIONS)


async def test_every_schema_is_a_schema(api: Api) -> None:
    described = await api.call("GET", OPENAPI)
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema_rs.meta.validate(schema)
    assert {"QueueItemDto", "ErrorResult"} <= schemas.keys()


async def test_an_operation_states_what_its_caller_needs(api: Api) -> None:
    described = await api.call("GET", SWAGGER)
    listing = described["paths"]["/odata/QueueItems"]["get"]
    assert listing["description"] == (
        "OAuth required scopes: OR.Queues or OR.Queues.Read.\n\n"
        "Required permissions: Queues.View and Transactions.View."
    )


async def test_the_description_is_of_the_place_it_was_asked_at(api: Api) -> None:
    described = await api.call("GET", f"/acme/Default/orchestrator_{SWAGGER}")
    assert (described["host"], described["basePath"]) == ("podium", "/acme/Default/orchestrator_")


def test_operations_are_called_as_published() -> None:
    contract = load()
    for operation in OPERATIONS:
        published = contract.find(operation.method, operation.path)
        if published and published.version != UNLISTED:
            assert path_of(operation) == published.path


async def test_no_two_operations_have_one_id(api: Api) -> None:
    described = await api.call("GET", OPENAPI)
    ids = [one["operationId"] for methods in described["paths"].values() for one in methods.values()]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    ("method", "path", "published"),
    [
        ("GET", "/odata/Jobs", "Jobs_Get"),
        ("PATCH", "/odata/Machines({key})", "Machines_PatchById"),
        ("POST", "/odata/Queues({key})/UiPathODataSvc.SetTransactionResult", "Queues_SetTransactionResultById"),
        ("GET", "/odata/Robots/X.GetRobotsFromFolder(folderId={folderId})", "Robots_GetRobotsFromFolderByFolderid"),
        ("GET", "/odata/TaskNotes/X.GetByTaskId(taskId={taskId})", "TaskNotes_GetByTaskId"),
        ("POST", "/api/Account/Authenticate", "Account_Authenticate"),
        ("POST", "/api/Logs", "Logs_Post"),
        ("GET", "/tasks/GenericTasks/GetTaskDataById", "GenericTasks_GetTaskDataById"),
    ],
)
def test_an_operation_has_the_published_id(method: str, path: str, published: str) -> None:
    assert operation_id(Operation(method, path, insert, ANYONE)) == published


class Parcel(Plain):
    weight: int


async def send(ctx: Context, body: Parcel) -> None: ...


def another() -> Any:
    class Parcel(Plain):
        weight: str

    async def take(ctx: Context, body: Parcel) -> None: ...

    return take


def test_two_types_of_one_name_are_refused() -> None:
    ours = Operation("POST", "/api/Send", send, ANYONE)
    assert Types([ours, ours]).complex == {"Parcel": Parcel}
    with pytest.raises(TypeError, match="both called Parcel"):
        Types([ours, Operation("POST", "/api/Take", another(), ANYONE)])
