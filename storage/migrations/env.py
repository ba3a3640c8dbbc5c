"""Alembic's entry: carries the steps out in the transaction that `storage.schema` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
