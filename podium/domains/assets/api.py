"""The addresses of assets."""

from typing import Any

from podium.domains.assets import showing
from podium.domains.assets.commands import assets, robots, rolling_back, versions
from podium.domains.assets.models import Asset, AssetRobotValue, AssetShare, AssetUserValue
from podium.domains.assets.queries import every_asset
from podium.domains.sharing.models import Kind
from podium.domains.sharing.trait import shareable
from podium.kernel.database import Completions
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, Folder, action, function

Assets = Resource("Assets")
KIND = Kind(Asset, Assets, AssetShare, "assetIds", assets.delete)
START = "Assets/UiPath.Server.Configuration.OData"
here: dict[str, Any] = {"folder": Folder.REQUIRED}

API = Api(
    "OR.Assets",
    EntitySet("Assets", Asset, Assets, create=assets.create, update=assets.update, delete=assets.delete, patch=True),
    *shareable(KIND, "Assets", "GetAssetsAcrossFolders", "GetFoldersForAsset"),
    function(f"{START}.GetFiltered", every_asset, Assets.view, entity=Asset, **here),
    function(
        f"{START}.GetRobotAsset(robotId='{{robotId}}',assetName='{{assetName}}')",
        *(robots.asset_by_robot_key, Assets.view),
        **here,
    ),
    function(
        f"{START}.GetRobotAssetByRobotId(robotId={{robotId}},assetName='{{assetName}}')",
        *(robots.asset_by_robot_id, Assets.view),
        **here,
    ),
    action(f"{START}.GetRobotAssetByNameForRobotKey", robots.asset_of_robot, Assets.view, grouped=True, **here),
    action(f"{START}.SetRobotAssetByRobotKey", robots.set_asset_of_robot, Assets.edit, **here),
    function("Assets({key})/Podium.GetVersions", versions.history, Assets.view),
    action("Assets({key})/Podium.RollBack", rolling_back.roll_back, Assets.edit),
)
COMPLETIONS: Completions = {AssetUserValue: [showing.name_owners], AssetRobotValue: [showing.name_robots]}
