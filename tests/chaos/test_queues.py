"""Items of queues, whoever dies."""

from pathlib import Path

import pytest

from tests.chaos import verdict
from tests.chaos.fleet import Fleet
from tests.chaos.harness import SEEDS, Count, Run
from tests.servers import checked

pytestmark = pytest.mark.chaos


@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed % 3])
def test_no_item_is_lost_or_done_twice(fleet: Fleet, tmp_path: Path, seed: int, record_property: Count) -> None:
    run = Run(fleet, tmp_path, seed, record_property)
    queue = f"chaos {tmp_path.name}"
    made = {"Name": queue, "EnforceUniqueReference": True}
    number = checked(run.http.post("/odata/QueueDefinitions", json=made), 201)["Id"]
    run.hire("add", 2, queue=queue, count=20)
    run.hire("work", 3, queue=queue)
    ways = [run.kill_person, fleet.kill_process, fleet.kill_server, fleet.kill_database, fleet.kill_connection]
    with run.working():
        run.ravage(ways, deaths=run.random.randint(2, 5), seconds=2)
        run.finish("add")
        run.stop.touch()
        run.finish("work")
        items = run.everything(f"/odata/QueueItems?$filter=QueueDefinitionId eq {number}&$orderby=Id")
    run.judge(verdict.of_queue(run.people, items), items=len(items))
