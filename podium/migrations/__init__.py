"""Revisions of the schema, and the SQL that leads from one to the newest."""

import io
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def script_from(revision: str | None) -> str | None:
    """The SQL from a revision (None: an empty database) to the newest; None when it is the newest."""
    known = scripts()
    head = known.get_current_head()
    if revision == head:
        return None
    out = io.StringIO()
    options = {"as_sql": True, "output_buffer": out, "starting_rev": revision, "transactional_ddl": False}
    with EnvironmentContext(Config(), known, **options) as environment:
        context = MigrationContext.configure(
            dialect_name="postgresql",
            dialect_opts={"paramstyle": "named"},  # another would double each percent sign
            environment_context=environment,
            opts={**options, "fn": lambda rev, _: known._upgrade_revs("head", rev), "script": known},
        )
        with Operations.context(context):
            context.run_migrations()
    return out.getvalue()
