"""Write the next revision of the schema: what the models have and the revisions so far do not make.

``python -m tools.migration "Say when an item was reviewed"``
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

import podium.app
import podium.migrations
from podium.kernel.entity import METADATA
from podium.kernel.postgres import Embedded
from podium.kernel.schema import upgrade

VERSIONS = Path(podium.migrations.__file__).parent / "versions"
PAGE = '''"""{message}."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "{revision}"
down_revision = {before!r}
branch_labels = None
depends_on = None

__all__ = ["postgresql", "sa"]


def upgrade() -> None:
    """{message}."""
{body}
'''
INFO = re.compile(r",\n\s+info=\{.*\}(?=,?$)", re.MULTILINE)


def main(message: str) -> None:
    before = podium.migrations.scripts().get_current_head()
    revision = f"{int(before or 0) + 1:04}"
    with tempfile.TemporaryDirectory() as data, Embedded(Path(data)) as server:
        asyncio.run(upgrade(server.url, podium.migrations.script_from))
        body = _difference(server.url)
    path = VERSIONS / f"{revision}_{'_'.join(message.lower().split())}.py"
    path.write_text(PAGE.format(message=message, revision=revision, before=before, body=body))
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
    print(f"{path.name} is written: read it")


def _difference(url: str) -> str:
    parts = urlsplit(url)
    host = parse_qs(parts.query)["host"][0]
    address = sa.URL.create("postgresql+psycopg", parts.username, parts.password, database=parts.path[1:])
    address = address.set(query={"host": host})
    with sa.create_engine(address).connect() as connection:
        inner = set(connection.scalars(sa.text("SELECT relname FROM pg_class WHERE relispartition")))
        options = {"compare_type": True, "include_name": lambda name, kind, of: name not in inner}
        context = MigrationContext.configure(connection, opts=options)
        operations = produce_migrations(context, METADATA).upgrade_ops
    code = render_python_code(operations, migration_context=context) if operations else "    pass"
    return INFO.sub("", code).replace("(astext_type=Text())", "()").replace("%%", "%")


if __name__ == "__main__":
    main(sys.argv[1])
