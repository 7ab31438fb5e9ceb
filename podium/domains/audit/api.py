"""The addresses of the audit log."""

from podium.domains.audit import portal, showing
from podium.domains.audit.models import AuditLog
from podium.kernel.permissions import Resource
from podium.odata.catalog import Api, EntitySet, function, get

Audit = Resource("Audit")
NS = "UiPath.Server.Configuration.OData"

API = Api(
    "OR.Audit",
    EntitySet("AuditLogs", AuditLog),
    function("AuditLogs", showing.every, Audit.view),
    function("AuditLogs({key})", showing.one, Audit.view),
    function(f"AuditLogs/{NS}.GetAuditLogDetails(auditLogId={{auditLogId}})", showing.log_details, Audit.view),
    function(f"AuditLogs/{NS}.Reports", showing.reports, Audit.view),
    get("/portal_/api/auditLog/{partitionGlobalId}", portal.entries, Audit.view),
)
