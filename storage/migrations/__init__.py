"""The steps from an empty database to the tables of this release.

To change a table: change it in its aggregate's file, write the next numbered step in versions/
(plain Alembic operations; never import from storage, which goes on changing, and never touch a
step that was released), and run tests/storage/test_schema.py, which demands that steps and tables
agree on SQLite and PostgreSQL. SQLite changes a column by `op.batch_alter_table`.
"""
