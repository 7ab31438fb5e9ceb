"""The addresses of identity."""

from podium.domains.identity import sign_in
from podium.kernel.permissions import PUBLIC
from podium.odata.catalog import Api, post

API = Api(
    "",
    post("/api/Account/Authenticate", sign_in.authenticate, PUBLIC),
    post("/identity/connect/token", sign_in.token, PUBLIC),
    post("/identity_/connect/token", sign_in.token, PUBLIC),
)
