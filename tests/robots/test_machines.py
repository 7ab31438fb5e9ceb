"""Machines are made, changed and removed, serve folders, and have clients with secrets."""

import pytest

from tests.api import FOLDER, Api
from tests.folders.words import folder
from tests.robots.words import Service, machine


async def names(api: Api, path: str) -> list[str]:
    return [row["Name"] for row in (await api.get(path))["value"]]


async def test_a_machine_is_made_changed_and_removed(api: Api) -> None:
    made = await (await api.only("Machines.Create")).post("Machines", 201, Name="M", Type="Template", UnattendedSlots=2)
    editor, viewer = await api.only("Machines.Edit"), await api.only("Machines.View")
    await editor.patch(f"Machines({made['Id']})", Description="A machine")
    assert (await viewer.get(f"Machines({made['Id']})"))["UnattendedSlots"] == 2
    await editor.put(f"Machines({made['Id']})", Name="N", Type="Template")
    (seen,) = (await viewer.get("Machines"))["value"]
    assert (seen["Name"], seen["Description"], seen["UnattendedSlots"]) == ("N", None, 0)
    await (await api.only("Machines.Delete")).delete(f"Machines({made['Id']})")
    assert await names(api, "Machines") == []


async def test_several_machines_are_removed_or_none(api: Api) -> None:
    one, two = await machine(api, "One"), await machine(api, "Two", folder=None)
    await api.post("Robots", 201, Name="bot", Type="Unattended", HostingType="Standard", MachineId=two["Id"])
    remover = await api.only("Machines.Delete")
    answer = await remover.post("Machines/DeleteBulk", 409, machineIds=[one["Id"], two["Id"]])
    assert answer["errorCode"] == 1202
    await remover.post("Machines/DeleteBulk", 204, machineIds=[one["Id"]])
    assert (await remover.post("Machines/DeleteBulk", 400, machineIds=[]))["errorCode"] == 1014
    assert await names(api, "Machines") == ["Two"]


async def test_a_machine_keeps_its_key(api: Api) -> None:
    made = await machine(api)
    answer = await api.patch(f"Machines({made['Id']})", 409, LicenseKey="11111111-1111-4111-8111-111111111111")
    assert answer["errorCode"] == 1208


REFUSED = [("no key", 1203, 400), ("11111111-1111-4111-8111-111111111111", 1200, 409)]


@pytest.mark.parametrize(("key", "code", "status"), REFUSED)
async def test_a_key_is_a_guid_of_one_machine(api: Api, key: str, code: int, status: int) -> None:
    await machine(api, LicenseKey="11111111-1111-4111-8111-111111111111")
    assert (await api.post("Machines", status, Name="Other", LicenseKey=key))["errorCode"] == code


async def test_a_client_has_several_secrets(api: Api) -> None:
    made = await machine(api)
    address = f"/api/clientsecrets/{made['LicenseKey']}"
    further = await (await api.only("Machines.Edit")).call("POST", address)
    viewer = await api.only("Machines.View")
    listed = await viewer.call("GET", address)
    assert [one["secret"] for one in listed] == [made["ClientSecret"][:4] + "*****", further["secret"][:4] + "*****"]
    await (await api.only("Machines.Edit")).call("DELETE", f"/api/clientsecrets/{further['id']}", 204)
    form = {"grant_type": "client_credentials", "client_id": made["LicenseKey"]}
    nobody = api.nobody()
    await nobody.call("POST", "/identity_/connect/token", data=form | {"client_secret": made["ClientSecret"]})
    await nobody.call("POST", "/identity_/connect/token", 400, data=form | {"client_secret": further["secret"]})


async def test_machines_are_given_to_folders_and_taken_away(api: Api) -> None:
    made = await machine(api, folder=None)
    editor, viewer = await api.only("Units.Edit"), await api.only("Units.View")
    body = {"MachineIds": [made["Id"]], "FolderIds": [FOLDER]}
    await editor.post("Folders/AssignMachines", 204, assignments=body)
    assert await names(await api.only("Machines.View"), f"Machines/GetAssignedMachines(folderId={FOLDER})") == [
        "Template"
    ]
    (seen,) = (await viewer.get(f"Folders/GetMachinesForFolder(key={FOLDER})"))["value"]
    assert (seen["IsAssignedToFolder"], seen["IsInherited"], seen["HasMachineRobots"]) == (True, False, False)
    await editor.post(f"Folders({FOLDER})/RemoveMachinesFromFolder", 204, machineIds=[made["Id"]])
    assert await names(api, f"Machines/GetAssignedMachines(folderId={FOLDER})") == []
    change = {"FolderId": FOLDER, "AddedMachineIds": [made["Id"]], "RemovedMachineIds": []}
    await editor.post("Folders/UpdateMachinesToFolderAssociations", 204, associations=change)
    assert await names(api, f"Machines/GetAssignedMachines(folderId={FOLDER})") == ["Template"]


async def test_a_machine_is_passed_on_to_folders_below(api: Api) -> None:
    made = await machine(api)
    below = await folder(api, "Below", FOLDER)
    assert await names(api, f"Machines/GetAssignedMachines(folderId={below['Id']})") == []
    inherit = {"MachineId": made["Id"], "FolderId": FOLDER, "InheritEnabled": True}
    await (await api.only("SubFolders.Edit")).post("Folders/ToggleFolderMachineInherit", **inherit)
    assert await names(api, f"Machines/GetAssignedMachines(folderId={below['Id']})") == ["Template"]
    (seen,) = (await api.get(f"Folders/GetMachinesForFolder(key={below['Id']})"))["value"]
    assert (seen["IsInherited"], seen["InheritedFromFolderName"]) == (True, "Shared")


async def test_a_move_tells_what_changes_for_machines(api: Api) -> None:
    made = await machine(api)
    below = await folder(api, "Below", FOLDER)
    inherit = {"MachineId": made["Id"], "FolderId": FOLDER, "InheritEnabled": True}
    await api.post("Folders/ToggleFolderMachineInherit", **inherit)
    mover = await api.only("SubFolders.Delete", "Units.Create", "Units.Edit")
    (change,) = (await mover.call("GET", f"Folders/GetMoveFolderMachinesChanges?folderId={below['Id']}"))["value"]
    assert (change["OldMachineFolderState"], change["NewMachineFolderState"]) == ("Inherited", "NotAssigned")


async def test_folders_with_a_machine_of_their_own_are_listed(api: Api) -> None:
    below = await folder(api, "Below", FOLDER)
    made = await machine(api, folder=below["Id"])
    path = f"Folders/GetSubfoldersWithAssignedMachine?rootFolderId={FOLDER}&machineId={made['Id']}"
    found = (await (await api.only("Units.View")).call("GET", path))["value"]
    assert [one["FullyQualifiedName"] for one in found] == ["Shared/Below"]


async def test_a_folder_with_machines_can_be_deleted(api: Api) -> None:
    below = await folder(api, "Below", FOLDER)
    made = await machine(api, folder=below["Id"])
    await api.delete(f"Folders({below['Id']})")
    await Service(api, made["LicenseKey"]).start()
