"""Where the descriptions are: under every prefix, for everybody."""

from functools import cached_property

import msgspec

from podium.kernel.context import Context
from podium.kernel.permissions import PUBLIC
from podium.odata.bind import Base
from podium.odata.catalog import Api, Catalog, get
from podium.odata.describe import metadata
from podium.odata.describe.openapi import document
from podium.odata.describe.schemas import Schema
from podium.odata.describe.swagger import swagger
from podium.odata.request import Stream

SERVERS = ("/identity/", "/identity_/")
"""The authorization servers describe themselves."""
JSON = "application/json; charset=utf-8"


class Descriptions:
    """The descriptions of a catalogue, made when they are first asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.operations = [op for op in catalog.operations if not op.path.startswith(SERVERS)]

    @property
    def api(self) -> Api:
        return Api(
            "",
            get("/odata", self.service, PUBLIC),
            get("/odata/$metadata", self.metadata, PUBLIC),
            get("/openapi.json", self.openapi, PUBLIC),
            get("/swagger/v17.0/swagger.json", self.swagger, PUBLIC),
        )

    def service(self, ctx: Context, base: Base) -> dict[str, object]:
        """List the entity sets."""
        return metadata.service(self.catalog, base)

    def metadata(self, ctx: Context) -> Stream:
        """Describe the OData part in CSDL."""
        return Stream(self._csdl, "application/xml", headers={"odata-version": "4.0"})

    def openapi(self, ctx: Context, base: Base) -> Stream:
        """Describe the API in OpenAPI 3.1."""
        return Stream(msgspec.json.encode(self.document(base)), JSON)

    def swagger(self, ctx: Context, base: Base) -> Stream:
        """Describe the API in Swagger 2.0."""
        return Stream(msgspec.json.encode(swagger(self.document(base))), JSON)

    def document(self, base: str) -> Schema:
        return document(self.operations, base)

    @cached_property
    def _csdl(self) -> bytes:
        return metadata.metadata(self.catalog)
