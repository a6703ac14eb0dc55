"""values of fields: what several write in one sheet, before it is saved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_values_of_fields"
down_revision = "20261128_documents_are_found"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEX = "ix_wiki_live_value_member_id"


def upgrade() -> None:
    op.add_column("wiki_live_doc", sa.Column("given", _BIG, server_default="0", nullable=False))
    op.create_table(
        "wiki_live_value",
        sa.Column("doc_id", _BIG, nullable=False),
        sa.Column("v", _BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("member_id", _BIG, nullable=True),
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["doc_id"], ["wiki_live_doc.id"], name=op.f("fk_wiki_live_value_doc_id")
        ),
        sa.PrimaryKeyConstraint("doc_id", "v", name=op.f("pk_wiki_live_value")),
    )
    op.create_index(_INDEX, "wiki_live_value", ["member_id"], unique=False)


def downgrade() -> None:
    op.drop_index(_INDEX, table_name="wiki_live_value")
    op.drop_table("wiki_live_value")
    op.drop_column("wiki_live_doc", "given")
