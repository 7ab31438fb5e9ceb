"""The addresses of licences."""

from podium.domains.licences import bundles, portal
from podium.domains.licences.commands import consumption, host, named, tenants
from podium.domains.licences.models import HostLicense
from podium.kernel.database import Completions
from podium.kernel.permissions import ANYONE, Resource
from podium.odata.catalog import Api, EntitySet, action, delete, function, get, post, put

License, Users = Resource("License"), Resource("Users")
giving = License.create | License.edit
ACCOUNTANT = "/portal_/api/license/accountant/UserLicense"
IDENTITY = "/portal_/api/identity"

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
OF_PEOPLE = Api(
    "OR.License",
    get(ACCOUNTANT, bundles.usages, License.view),
    put(ACCOUNTANT, named.give_users, giving),
    delete(ACCOUNTANT, named.remove_users, License.delete),
    get(f"{ACCOUNTANT}/users", portal.licensed_users, License.view),
    post(f"{ACCOUNTANT}/users", named.list_users, giving),
    get(f"{ACCOUNTANT}/user/page", portal.licensed_users, License.view),
    get(f"{ACCOUNTANT}/group", portal.bundles_of_group, License.view),
    put(f"{ACCOUNTANT}/group", named.give_group, giving),
    delete(f"{ACCOUNTANT}/group", named.remove_group, License.delete),
    get(f"{ACCOUNTANT}/group/page", portal.licensed_groups, License.view),
    get(f"{ACCOUNTANT}/group/{{groupId}}/allocations", portal.allocations, License.view),
    delete(f"{ACCOUNTANT}/group/{{groupId}}/user/{{userId}}", named.withhold, License.delete),
    get(f"{IDENTITY}/User/users/licenses", portal.accounts, License.view & Users.view),
    get(f"{IDENTITY}/UserPartition/licenses", portal.accounts, License.view & Users.view),
    get(f"{IDENTITY}/Group/{{partitionGlobalId}}/licenses", portal.groups, License.view & Users.view),
    post("/api/StudioWeb/AcquireLicense", named.acquire_own, ANYONE),
)
APIS = (OF_TENANTS, OF_THE_HOST, OF_PEOPLE)
COMPLETIONS: Completions = {HostLicense: [host.count_tenants]}
