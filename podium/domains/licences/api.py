"""The addresses of licences."""

from podium.domains.licences.commands import consumption, host, tenants
from podium.domains.licences.models import HostLicense
from podium.kernel.database import Completions
from podium.kernel.permissions import ANYONE, Resource
from podium.odata.catalog import Api, EntitySet, action, delete, function, post, put

License = Resource("License")
giving = License.create | License.edit

OF_TENANTS = Api(
    "OR.Settings",
    action("Settings/UploadLicense", tenants.upload, giving),
    action("Settings/ActivateLicenseOffline", tenants.upload, giving),
    action("Settings/ActivateLicenseOnline", tenants.activate, giving),
    action("Settings/GetLicenseOffline", tenants.request, giving),
    action("Settings/UpdateLicenseOnline", tenants.renew, License.edit),
    action("Settings/DeleteLicense", tenants.remove, License.delete),
    action("Settings/DeactivateLicenseOnline", tenants.remove, License.delete),
    action("Settings/GetDeactivateLicenseOffline", tenants.give_up, License.delete),
)
OF_THE_HOST = Api(
    "OR.Administration",
    EntitySet("HostLicenses", HostLicense),
    function("HostLicenses", host.every, ANYONE),
    function("HostLicenses({key})", host.one, ANYONE),
    delete("/odata/HostLicenses({key})", host.delete, ANYONE),
    action("HostLicenses/UploadLicense", host.upload, ANYONE),
    action("HostLicenses/ActivateLicenseOffline", host.activate_offline, ANYONE),
    action("HostLicenses/ActivateLicenseOnline", host.activate, ANYONE),
    action("HostLicenses/GetLicenseOffline", host.request, ANYONE),
    action("HostLicenses/UpdateLicenseOnline", host.renew, ANYONE),
    action("HostLicenses/DeactivateLicenseOnline", host.deactivate, ANYONE),
    action("HostLicenses/GetDeactivateLicenseOffline", host.give_up, ANYONE),
    function("HostLicenses/GetTenantLicense(tenantId={tenantId})", host.tenant_licence, ANYONE),
    action("HostLicenses/SetTenantLicense", host.set_tenant_licence, ANYONE),
    action("HostLicenses/DeleteTenantLicense", host.delete_tenant_licence, ANYONE),
    post("/api/Licensing/Acquire", consumption.acquire, ANYONE),
    put("/api/Licensing/Release", consumption.release, ANYONE),
)
APIS = (OF_TENANTS, OF_THE_HOST)
COMPLETIONS: Completions = {HostLicense: [host.count_tenants]}
