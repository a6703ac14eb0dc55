"""mend together: values that fit no more by field and by entry, counted; the works that mend them."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "20261127_mend_together"
down_revision = "20261127_turns_of_hosts"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MISFIT = sa.table(
    "wiki_misfit", *map(sa.column, ("page_id", "path", "entry", "kind", "field", "code"))
)
_COUNT = sa.table("wiki_misfit_count", *map(sa.column, ("kind", "field", "code", "number")))
_JOB = sa.table(
    "wiki_job",
    sa.column("name", sa.String()),
    sa.column("payload", sa.JSON()),
    sa.column("dedupe_key", sa.String()),
    sa.column("run_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer()),
    sa.column("last_error", sa.Text()),
)


def upgrade() -> None:
    _misfits()
    _mendings()


def _misfits() -> None:
    known = sa.select(*(_MISFIT.c[name] for name in ("page_id", "path", "kind", "code")))
    rows = [
        {**row, "entry": "", "field": _field_of(row["path"])}
        for row in op.get_bind().execute(known).mappings()
    ]
    op.drop_table("wiki_misfit")
    op.create_table(
        "wiki_misfit",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("entry", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_misfit_page_id")),
        sa.PrimaryKeyConstraint("page_id", "path", "entry", name=op.f("pk_wiki_misfit")),
    )
    op.create_index("ix_wiki_misfit_kind", "wiki_misfit", ["kind", "page_id", "path", "entry"])
    op.create_index("ix_wiki_misfit_field", "wiki_misfit", ["kind", "field", "code", "page_id"])
    op.create_table(
        "wiki_misfit_count",
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("field", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "field", "code", name=op.f("pk_wiki_misfit_count")),
    )
    if rows:
        op.bulk_insert(_MISFIT, rows)
        counted = Counter((row["kind"], row["field"], row["code"]) for row in rows)
        names = ("kind", "field", "code", "number")
        op.bulk_insert(
            _COUNT, [dict(zip(names, (*key, n), strict=True)) for key, n in counted.items()]
        )
    for kind in sorted({row["kind"] for row in rows}):
        _look_again(kind)


def _field_of(path: str) -> str:
    name, *rest = path.split("/")
    return "/".join((name, *rest[1:]))


def _look_again(kind: str) -> None:
    """Have the entries that are gone found."""
    job = {"kind": kind, "facts": False, "after": 0}
    op.execute(
        sa.insert(_JOB).values(
            name="sheets.kinds",
            payload=job,
            dedupe_key=f"sheets.kinds:{kind}:entries",
            run_at=sa.func.current_timestamp(),
            attempts=0,
            last_error="",
        )
    )


def _mendings() -> None:
    op.create_table(
        "wiki_mending",
        sa.Column("id", _ID, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("undone_by_id", _ID, nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("total", "changed", "left", "undone", "stuck")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wiki_mending")),
        sa.UniqueConstraint("uid", name=op.f("uq_wiki_mending_uid")),
    )
    op.create_index(op.f("ix_wiki_mending_member_id"), "wiki_mending", ["member_id"])
    op.create_table(
        "wiki_mended_page",
        sa.Column("mending_id", _ID, nullable=False),
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mending_id"], ["wiki_mending.id"], name=op.f("fk_wiki_mended_page_mending_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_mended_page_page_id")
        ),
        sa.PrimaryKeyConstraint("mending_id", "page_id", name=op.f("pk_wiki_mended_page")),
    )
    op.create_index(
        "ix_wiki_mended_page_outcome", "wiki_mended_page", ["mending_id", "outcome", "page_id"]
    )


def downgrade() -> None:
    op.drop_table("wiki_mended_page")
    op.drop_table("wiki_mending")
    op.drop_table("wiki_misfit_count")
    rows = op.get_bind().execute(
        sa.select(
            _MISFIT.c.page_id, _MISFIT.c.path, _MISFIT.c.kind, sa.func.min(_MISFIT.c.code)
        ).group_by(_MISFIT.c.page_id, _MISFIT.c.path, _MISFIT.c.kind)
    )
    names = ("page_id", "path", "kind", "code")
    kept = [dict(zip(names, row, strict=True)) for row in rows]
    op.drop_table("wiki_misfit")
    op.create_table(
        "wiki_misfit",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("path", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_misfit_page_id")),
        sa.PrimaryKeyConstraint("page_id", "path", name=op.f("pk_wiki_misfit")),
    )
    op.create_index("ix_wiki_misfit_kind", "wiki_misfit", ["kind", "page_id", "path"])
    if kept:
        op.bulk_insert(sa.table("wiki_misfit", *map(sa.column, names)), kept)
