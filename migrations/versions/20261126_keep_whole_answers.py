"""Keep the HTML of renderings beside what says whether it holds, and whole answers to visitors.

Every page is then to be made ready: a job does it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_keep_whole_answers"
down_revision = "20261126_index_titles_apart"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PAGE = ["wiki_page.id"]
_AWAITED = sa.text("ready <> stamp")


def upgrade() -> None:
    op.create_table(
        "wiki_kept_answer",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("edition", _ID, nullable=False),
        sa.Column("stamp", _ID, nullable=False),
        sa.Column("site_stamp", _ID, nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], _PAGE, name=op.f("fk_wiki_kept_answer_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_kept_answer")),
    )
    op.create_table(
        "wiki_rendered_html",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], _PAGE, name=op.f("fk_wiki_rendered_html_page_id")),
        sa.PrimaryKeyConstraint("page_id", "audience", name=op.f("pk_wiki_rendered_html")),
    )
    op.execute(
        sa.text(
            "INSERT INTO wiki_rendered_html (page_id, audience, html, outline) "
            "SELECT page_id, audience, html, outline FROM wiki_rendering"
        )
    )
    with op.batch_alter_table("wiki_rendering") as batch_op:
        batch_op.add_column(sa.Column("ready", _ID, nullable=False, server_default="0"))
        batch_op.drop_column("html")
        batch_op.drop_column("outline")
    with op.batch_alter_table("wiki_rendering") as batch_op:
        batch_op.alter_column("ready", server_default=None)
    op.create_index(
        "ix_wiki_rendering_awaited",
        "wiki_rendering",
        ["page_id"],
        sqlite_where=_AWAITED,
        postgresql_where=_AWAITED,
    )


def downgrade() -> None:
    op.drop_index("ix_wiki_rendering_awaited", table_name="wiki_rendering")
    with op.batch_alter_table("wiki_rendering") as batch_op:
        batch_op.drop_column("ready")
        batch_op.add_column(sa.Column("html", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("outline", sa.JSON(), nullable=False, server_default="[]"))
    beside = "(SELECT {} FROM wiki_rendered_html AS beside WHERE {})"
    same = "beside.page_id = wiki_rendering.page_id AND beside.audience = wiki_rendering.audience"
    op.execute(
        sa.text(
            f"UPDATE wiki_rendering SET html = {beside.format('html', same)}, "  # noqa: S608
            f"outline = {beside.format('outline', same)}"
        )
    )
    with op.batch_alter_table("wiki_rendering") as batch_op:
        batch_op.alter_column("html", server_default=None)
        batch_op.alter_column("outline", server_default=None)
    op.drop_table("wiki_rendered_html")
    op.drop_table("wiki_kept_answer")
