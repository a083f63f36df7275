"""Alembic's entry: migrates the engine it is handed, in one transaction."""

from __future__ import annotations

from alembic import context

from data.model import all_tables

engine = context.config.attributes["engine"]
with engine.begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations()
