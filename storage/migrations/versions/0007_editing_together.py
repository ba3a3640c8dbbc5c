"""Who edits a draft, what of their work is saved, and the facts of a flow's card."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "drafts", sa.Column("acknowledged", sa.JSON(), server_default="{}", nullable=False)
    )
    op.create_table(
        "draft_editors",
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("node_id", sa.String(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["flow_id"], ["flows.id"], name=op.f("fk_draft_editors_flow_id")
        ),
        sa.PrimaryKeyConstraint("flow_id", "client", name=op.f("pk_draft_editors")),
    )
    op.create_table(
        "flow_cards",
        sa.Column("flow_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("nodes", sa.Integer(), nullable=False),
        sa.Column("picture", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["flow_id"], ["flows.id"], name=op.f("fk_flow_cards_flow_id")),
        sa.PrimaryKeyConstraint("flow_id", name=op.f("pk_flow_cards")),
    )


def downgrade() -> None:
    """Fluxo does not step back: restore the backup made before the upgrade."""
    raise NotImplementedError
