"""versions of files: what each was made of; and what is coming in pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_versions_of_files"
down_revision = "20261128_persons_in_secret"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_FIRST = """
INSERT INTO wiki_file_version
  (file_id, number, sha256, media_type, size, width, height, member_id, created_at)
SELECT id, 1, sha256, media_type, size, width, height, member_id, created_at FROM wiki_file
"""


def upgrade() -> None:
    op.add_column(
        "wiki_file", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.create_table(
        "wiki_file_version",
        sa.Column("file_id", _BIG, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", _BIG, nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("member_id", _BIG, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["wiki_file.id"], name=op.f("fk_wiki_file_version_file_id_wiki_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "number", name=op.f("pk_wiki_file_version")),
    )
    op.create_index("ix_wiki_file_version_sha256", "wiki_file_version", ["sha256"])
    op.create_index("ix_wiki_file_version_member_id", "wiki_file_version", ["member_id"])
    op.execute(_FIRST)
    op.create_table(
        "wiki_file_upload",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("member_id", _BIG, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", _BIG, nullable=False),
        sa.Column("received", _BIG, nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("page_title", sa.Text(), nullable=True),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("file_uid", sa.String(), nullable=True),
        sa.Column("touched_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_wiki_file_upload")),
    )
    op.create_index("ix_wiki_file_upload_member_id", "wiki_file_upload", ["member_id"])


def downgrade() -> None:
    op.drop_table("wiki_file_upload")
    op.drop_table("wiki_file_version")
    op.drop_column("wiki_file", "version")
