"""The addresses of tenants; all of them for the host alone."""

from podium.domains.tenants import commands, maintenance
from podium.domains.tenants.models import Tenant
from podium.kernel.permissions import ANYONE, Resource
from podium.odata.catalog import Api, EntitySet, action, delete, function, get, patch, post

Audit = Resource("Audit")

API = Api(
    "OR.Administration",
    EntitySet("Tenants", Tenant),
    function("Tenants", commands.every, ANYONE),
    function("Tenants({key})", commands.one, ANYONE),
    action("Tenants", commands.create, ANYONE, 201, entity=Tenant),
    patch("/odata/Tenants({key})", commands.edit, ANYONE, entity=Tenant),
    delete("/odata/Tenants({key})", commands.delete, ANYONE),
    action("Tenants/UiPath.Server.Configuration.OData.SetActive", commands.set_active, ANYONE),
    post("/api/Maintenance/Start", maintenance.start, ANYONE, 204),
    post("/api/Maintenance/End", maintenance.end, ANYONE, 204),
    get("/api/Maintenance/Get", maintenance.get, Audit.view),
)
