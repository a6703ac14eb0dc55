"""mandate requests: asking to speak for a page; where a member works, as the key of a page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from wiki.kernel.slugs import title_key

revision = "20261128_mandate_requests"
down_revision = "20261128_passkeys"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "wiki_mandate_request",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("given_at", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", _ID, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"],
                [f"wiki_{name}.id"],
                name=op.f(f"fk_wiki_mandate_request_{name}_id"),
            )
            for name in ("page", "member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_mandate_request")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_mandate_request_uid")),
    )
    for name in ("page_id", "member_id", "outcome"):
        op.create_index(op.f(f"ix_wiki_mandate_request_{name}"), "wiki_mandate_request", [name])
    op.add_column("wiki_member", sa.Column("place_key", _KEY, nullable=False, server_default=""))
    members = sa.table("wiki_member", sa.column("id"), sa.column("place"), sa.column("place_key"))
    said = sa.select(members.c.id, members.c.place).where(members.c.place != "")
    for member_id, place in op.get_bind().execute(said).all():
        folded = sa.update(members).where(members.c.id == member_id)
        op.execute(folded.values(place_key=title_key(place)))
    op.create_index(op.f("ix_wiki_member_place_key"), "wiki_member", ["place_key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_wiki_member_place_key"), "wiki_member")
    op.drop_column("wiki_member", "place_key")
    op.drop_table("wiki_mandate_request")
