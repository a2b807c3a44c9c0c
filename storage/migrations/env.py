"""Runs migrations on the connection that `storage.database.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from storage import copy_tables, governance, log_tables, own_tables  # noqa: F401 - their rows join the metadata
from storage.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,  # with what partial_indexes adds to it
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
