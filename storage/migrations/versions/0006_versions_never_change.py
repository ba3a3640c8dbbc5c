"""Make the database itself refuse to change or remove a version."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MESSAGE = "a version never changes: freeze a new one"

SQLITE = [
    f"""
    CREATE TRIGGER versions_no_{action} BEFORE {action} ON versions
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for action in ("update", "delete")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER versions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change()
    """,
]


def upgrade() -> None:
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """Fluxo does not step back: restore the backup made before the upgrade."""
    raise NotImplementedError
