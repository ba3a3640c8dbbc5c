"""Alembic's entry: carries the steps out in the transaction that `storage.schema` opened."""

from alembic import context

_given = context.config.attributes

context.configure(
    connection=_given["connection"],
    on_version_apply=lambda **_details: _given["on_step"](),
)
context.run_migrations()
