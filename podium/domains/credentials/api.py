"""The addresses of credential stores."""

from podium.domains.credentials import commands, queries
from podium.domains.credentials.models import CredentialStore
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, action, delete, function, put

Settings, Assets, Robots, Buckets = (Resource(name) for name in ("Settings", "Assets", "Robots", "Buckets"))
look = (
    Settings.view
    | (Assets.create | Assets.edit | Assets.view)
    | (Robots.create | Robots.edit | Robots.view)
    | (Buckets.create | Buckets.edit)
)
NAMESPACE = "UiPath.Server.Configuration.OData"
START = f"CredentialStores/{NAMESPACE}"
ONE = "CredentialStores({key})"

API = Api(
    "OR.Settings",
    EntitySet("CredentialStores", CredentialStore),
    function("CredentialStores", queries.stores, look, entity=CredentialStore),
    function(ONE, queries.store, Settings.view),
    action("CredentialStores", commands.create, Settings.create, 201, entity=CredentialStore),
    put(f"/odata/{ONE}", commands.update, Settings.edit, entity=CredentialStore),
    delete(f"/odata/{ONE}", commands.delete, Settings.delete),
    action(f"{ONE}/{NAMESPACE}.SetDefaultStoreForResourceType", commands.set_default, Settings.edit),
    function(f"{START}.GetAvailableCredentialStoreTypes", commands.available_types, Settings.view),
    function(f"{START}.GetDefaultStoreForResourceType(resourceType='{{resourceType}}')", commands.default_id, look),
    function(
        f"{START}.GetResourcesForCredentialStoreTypes(key={{key}},resourceType='{{resourceType}}')",
        *(commands.resources_of, Settings.view),
    ),
    function(
        f"{START}.GetResourcesForCredentialsProxyResourceTypes(key={{key}},resourceType='{{resourceType}}')",
        *(commands.resources_of_proxy, Settings.view),
    ),
    function(
        f"Settings/{NAMESPACE}.GetSecureStoreConfiguration(storeTypeName='{{storeTypeName}}')",
        *(commands.entries_of, Settings.view),
    ),
)
