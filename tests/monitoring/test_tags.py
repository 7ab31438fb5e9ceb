"""Tags of all kinds of things, for those who may see the things."""

from typing import Any

from tests.api import Api
from tests.folders.words import folder

TAGS = "/portal_/api/orchestrator/tags"


async def tags(api: Api, query: str = "", path: str = TAGS) -> list[tuple[str, str | None]]:
    page = await api.get(f"{path}?{query}")
    return [(one["displayName"], one["displayValue"]) for one in page["results"]]


def label(name: str) -> dict[str, Any]:
    return {"Name": name.lower(), "DisplayName": name}


async def furnish(api: Api) -> None:
    team = {"Name": "team", "DisplayName": "Team", "Value": "a", "DisplayValue": "A"}
    await api.queue(Tags=[label("Urgent"), team])
    about = {"ValueScope": "Global", "ValueType": "Text", "StringValue": "x"}
    await api.post("Assets", 201, Name="A", Tags=[label("Urgent"), label("Payroll")], **about)


async def test_each_tag_is_told_once_and_by_name(api: Api) -> None:
    await furnish(api)
    assert await tags(api) == [("Payroll", None), ("Team", "A"), ("Urgent", None)]


async def test_tags_are_looked_for_by_type_and_beginning_and_paged(api: Api) -> None:
    await furnish(api)
    of_tenant = f"{TAGS}/default/Default"
    assert await tags(api, "skip=0&take=10&startsWith=&type=Label", of_tenant) == [("Payroll", None), ("Urgent", None)]
    assert await tags(api, "type=KeyValue") == [("Team", "A")]
    assert await tags(api, "startsWith=UR") == [("Urgent", None)]
    assert await tags(api, "skip=1&take=1") == [("Team", "A")]
    await api.get(f"{TAGS}/default/Acme", 404)


async def test_tags_of_what_one_may_not_see_are_not_told(api: Api) -> None:
    await furnish(api)
    assert await tags(await api.only("Assets.View")) == [("Payroll", None), ("Urgent", None)]
    assert await tags(await api.only()) == []
    elsewhere = await folder(api, "Elsewhere")
    here = {"x-uipath-organizationunitid": str(elsewhere["Id"])}
    body = {"Name": "Q", "Tags": [label("Far")]}
    await api.call("POST", "QueueDefinitions", 201, json=body, headers=here)
    assert ("Far", None) in await tags(api)
