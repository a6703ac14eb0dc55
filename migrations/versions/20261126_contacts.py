"""contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_contacts"
down_revision = "20261126_photos_of_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wiki_contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("page_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column(
            "given_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_contact_page_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_contact")),
        sa.UniqueConstraint("key", name=op.f("uq_wiki_contact_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_contact_uid")),
    )
    with op.batch_alter_table("wiki_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wiki_contact_given_by_id"), ["given_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_wiki_contact_page_id"), ["page_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("wiki_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wiki_contact_page_id"))
        batch_op.drop_index(batch_op.f("ix_wiki_contact_given_by_id"))

    op.drop_table("wiki_contact")
