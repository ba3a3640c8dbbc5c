"""Planned publications know whose account made them, so that a lost right counts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "planned_publications",
        sa.Column(
            "planned_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
    )
    op.execute(
        "UPDATE planned_publications SET planned_by_id = "
        "(SELECT people.id FROM people WHERE people.name = planned_publications.planned_by) "
        "WHERE result IS NULL"
    )


def downgrade() -> None:
    """Fluxo does not step back: restore the backup made before the upgrade."""
    raise NotImplementedError
