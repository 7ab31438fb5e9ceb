"""The addresses of identity."""

from podium.domains.identity import sign_in
from podium.domains.identity.oauth import about
from podium.domains.identity.oauth.grants import token_at
from podium.kernel.permissions import PUBLIC
from podium.odata.catalog import Api, Operation, get, post


def _server(path: str) -> list[Operation]:
    """The endpoints of the authorization server below one of its paths."""
    well_known = f"{path}/.well-known/openid-configuration"
    return [
        get(well_known, about.configuration_at(path), PUBLIC),
        get(f"{well_known}/jwks", about.keys, PUBLIC),
        post(f"{path}/connect/token", token_at(path), PUBLIC),
        post(f"{path}/connect/introspect", about.introspect, PUBLIC),
        post(f"{path}/connect/revocation", about.revoke, PUBLIC),
        get(f"{path}/connect/userinfo", about.userinfo, PUBLIC),
        post(f"{path}/connect/userinfo", about.userinfo, PUBLIC),
    ]


API = Api(
    "",
    post("/api/Account/Authenticate", sign_in.authenticate, PUBLIC),
    *_server("/identity"),
    *_server("/identity_"),
)
