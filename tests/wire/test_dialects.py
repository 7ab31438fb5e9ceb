"""Forms of requests that only some clients use."""

from tests.api import Api


async def test_what_is_said_of_types_is_no_content(api: Api) -> None:
    await api.queue()
    line = {"Amount": 1.10, "Note": "see @odata.type", "Note@odata.type": "#String"}
    content = {
        "To": "Bob",
        "To@odata.type": "#String",
        "Lines": [line, "a@odata.b"],
        "Sent": {"At@odata.type": "#Date"},
    }
    item = await api.add(SpecificContent=content)
    plain = {"Amount": 1.1, "Note": "see @odata.type"}
    assert item["SpecificContent"] == {"To": "Bob", "Lines": [plain, "a@odata.b"], "Sent": {}}
