"""order of names: lists by name go without case nor accents, « œ » as « oe »."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "20261128_order_of_names"
down_revision = "20261128_places_of_words"
branch_labels = None
depends_on = None

_SHORT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LONG = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
#: Table -> its new column, of which type, the rest of its index.
_COLUMNS = {
    "wiki_member": ("sort", _SHORT, ["id"]),
    "wiki_page": ("sort", _SHORT, []),
    "wiki_category": ("sort", _LONG, ["key"]),
    "wiki_branch": ("sort", _LONG, ["key"]),
    "wiki_filing": ("page_sort", _LONG, []),
    "wiki_term_asked": ("sort", _LONG, ["key"]),
}
_FILED, _BY_KEY = "ix_wiki_filing_category", ["category_key", "is_category", "page_key", "page_id"]
_ROWS = 500


def upgrade() -> None:
    for table, (name, kind, _) in _COLUMNS.items():
        op.add_column(table, sa.Column(name, kind, server_default="", nullable=False))
    _put_in_order("wiki_member", "id", "name_key")
    _put_in_order("wiki_page", "id", "key")
    _put_in_order("wiki_category", "key", "key")
    _put_in_order("wiki_term_asked", "key", "key")
    for table, name in (("wiki_branch", "sort"), ("wiki_filing", "page_sort")):
        op.execute(
            f"UPDATE {table} SET {name} = "  # noqa: S608 - no value in it
            f"(SELECT sort FROM wiki_page WHERE wiki_page.id = {table}.page_id)"
        )
    for table, (name, _, rest) in _COLUMNS.items():
        if rest:
            op.create_index(f"ix_{table}_sort", table, [name, *rest])
    op.drop_index(_FILED, "wiki_filing")
    op.create_index(_FILED, "wiki_filing", [*_BY_KEY[:2], "page_sort", *_BY_KEY[2:]])
    op.execute(  # their pages show such lists
        "UPDATE wiki_rendering SET is_stale = true, stamp = stamp + 1 WHERE page_id IN "
        "(SELECT page_id FROM wiki_dependency WHERE key LIKE 'category:%' OR key LIKE 'tree:%')"
    )


def downgrade() -> None:
    op.drop_index(_FILED, "wiki_filing")
    op.create_index(_FILED, "wiki_filing", _BY_KEY)
    for table, (name, _, rest) in _COLUMNS.items():
        if rest:
            op.drop_index(f"ix_{table}_sort", table)
        op.drop_column(table, name)  # a table that others point to is not made again


def _put_in_order(table: str, number: str, key: str) -> None:
    """Fill the column of a table from its keys, some rows at a time."""
    connection, rows = op.get_bind(), sa.table(table, sa.column("sort"), sa.column(number))
    by, named = rows.c[number], sa.column(key)
    query = sa.select(by, named).select_from(rows).distinct().order_by(by).limit(_ROWS)
    put = sa.update(rows).where(by == sa.bindparam("of")).values(sort=sa.bindparam("place"))
    some = connection.execute(query).all()
    while some:
        connection.execute(put, [{"of": of, "place": _sort_key(name)} for of, name in some])
        some = connection.execute(query.where(by > some[-1][0])).all()


# `wiki.language.folding.sort_key` as it was then: the one of today may order otherwise.

_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "\u00ad": None,
        **dict.fromkeys("'’‘ʼ′＇", "'"),
        **dict.fromkeys("-\u2010\u2011", "-"),
    }
)


def _sort_key(name: str) -> str:
    for _ in range(2):
        name = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in name if not unicodedata.combining(c)).translate(_LETTERS)[:100]
