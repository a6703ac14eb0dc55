"""places then: what they were, what facets count, what orders them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from wiki.geography.communes import commune_today
from wiki.language.folding import fold
from wiki.schema.audience import cut
from wiki.schema.kinds import VISIBILITIES, Field, Kind, core_kinds
from wiki.schema.sheet import Sheet

revision = "20261126_places_then"
down_revision = "20261126_written_values"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_INDEXES = {
    "seats": ["by_seats", "page_id"],
    "opening": ["by_opening", "page_id"],
    "seq": ["seq"],
    "facets": ["region", "department", "status", "management", "families"],
}


def upgrade() -> None:
    op.drop_table("wiki_place")
    op.create_table(
        "wiki_place",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("first_seq", _ID, nullable=False),
        *_described(),
        sa.ForeignKeyConstraint(["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_place_page_id")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_wiki_place")),
    )
    op.create_table(
        "wiki_past_place",
        sa.Column("page_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", _ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *_described(),
        sa.ForeignKeyConstraint(
            ["page_id"], ["wiki_page.id"], name=op.f("fk_wiki_past_place_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "number", name=op.f("pk_wiki_past_place")),
    )
    for table in ("wiki_place", "wiki_past_place"):
        op.create_index(f"ix_{table}_name", table, ["name_key", "page_id"])
        op.create_index(f"ix_{table}_department", table, ["department", "name_key", "page_id"])
    op.create_index("ix_wiki_place_position", "wiki_place", ["lat", "lon"])
    for name, columns in _INDEXES.items():
        op.create_index(f"ix_wiki_place_{name}", "wiki_place", columns)
    _fill(op.get_bind())


def _described() -> Iterator[sa.Column[Any]]:
    yield sa.Column("name", sa.String(), nullable=False)
    yield sa.Column("name_key", _KEY, nullable=False)
    for name in ("status", "management", "insee", "department", "region", "precision"):
        yield sa.Column(name, _KEY, nullable=True)
    for name in ("lat", "lon"):
        yield sa.Column(name, sa.Double(), nullable=True)
    yield sa.Column("families", _KEY, nullable=False)
    yield sa.Column("seats", sa.Integer(), nullable=True)
    yield sa.Column("opened_on", _KEY, nullable=True)
    yield sa.Column("closed_on", _KEY, nullable=True)
    yield sa.Column("photo", _KEY, nullable=True)
    yield sa.Column("photo_alt", sa.String(), nullable=True)
    yield sa.Column("by_seats", sa.Integer(), nullable=False)
    yield sa.Column("by_opening", _KEY, nullable=False)
    yield sa.Column("tags", _KEY, nullable=False)


def _table(name: str) -> sa.Table:
    metadata = sa.MetaData()
    return sa.Table(name, metadata, autoload_with=op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """What the revisions that are there have made of each page."""
    revision_, page = _table("wiki_revision"), _table("wiki_page")
    places, past = _table("wiki_place"), _table("wiki_past_place")
    having = sa.select(revision_.c.page_id).where(revision_.c.kind == "place")
    pages = connection.scalars(
        sa.select(page.c.id).where(page.c.deleted_at.is_(None), page.c.id.in_(having))
    ).all()
    for page_id in pages:
        states = list(_states(connection, revision_, page_id))
        if states:
            connection.execute(sa.insert(past), states)
        if states and states[-1]["until"] is None:
            last = {c.name: states[-1][c.name] for c in places.c if c.name != "first_seq"}
            connection.execute(sa.insert(places), last | {"first_seq": states[0]["seq"]})


def _states(
    connection: sa.Connection, revisions: sa.Table, page_id: int
) -> Iterator[dict[str, Any]]:
    kept: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    kind_ = core_kinds()["place"]
    columns = (revisions.c[name] for name in ("number", "seq", "created_at", "title", "kind"))
    query = sa.select(*columns, sa.type_coerce(revisions.c.infobox, sa.JSON))
    query = query.where(revisions.c.page_id == page_id).order_by(revisions.c.number)
    for number, seq, at, title, kind, infobox in connection.execute(query):
        now = None
        if kind == "place":
            sheet = cut(kind_, Sheet.from_json("place", infobox), VISIBILITIES[0])
            now = _columns(kind_, sheet.values, title)
        if now == before:
            continue
        if kept:
            yield kept | {"until": at}
        when = {"page_id": page_id, "number": number, "seq": seq, "since": at, "until": None}
        kept = when | now if now else None
        before = now
    if kept:
        yield kept


# What a sheet made of a place at that revision of the schema: the rules of today may say otherwise.


def _columns(kind: Kind, values: Mapping[str, Any], title: str) -> dict[str, Any]:
    name = str(values.get("name") or title)
    insee = values.get("commune")
    commune = commune_today(insee) if insee else None
    point = values.get("position") or {}
    if not point and commune and commune.lat is not None and commune.lon is not None:
        precision = {"point": "commune", "epci": "epci"}[commune.precision]
        point = {"lat": commune.lat, "lon": commune.lon, "precision": precision}
    photo = next(iter(values.get("photos", ())), {})
    counts = [row["count"] for row in values.get("seats", ()) if isinstance(row.get("count"), int)]
    seats = sum(counts) if counts else None
    families = values.get("families", ())
    tags = [tag for field in kind.fields for tag in _tags(field, values.get(field.id))]
    return {
        "name": name,
        "name_key": fold(name),
        "status": values.get("status"),
        "management": values.get("management"),
        "insee": commune.insee if commune else insee,
        "department": commune.department if commune else None,
        "region": commune.region if commune else None,
        "lat": point.get("lat"),
        "lon": point.get("lon"),
        "precision": point.get("precision"),
        "families": f",{','.join(sorted(families))}," if families else "",
        "seats": seats,
        "opened_on": values.get("opened_on"),
        "closed_on": values.get("closed_on"),
        "photo": photo.get("file"),
        "photo_alt": photo.get("alt"),
        "by_seats": -1 if seats is None else seats,
        "by_opening": values.get("opened_on") or "",
        "tags": f",{','.join(tags)}," if tags else "",
    }


def _tags(field: Field, value: Any) -> list[str]:
    is_own = field.id in ("status", "families", "management")
    if is_own or field.hidden or field.visibility != "public" or field.row_visibility:
        return []
    if field.type == "boolean":
        return [f"{field.id}:true"] if value is True else []
    if field.type == "rows":
        named = field.columns[field.identity[0]] if field.identity else None
        if named is None or named.type != "choice":
            return []
        value = [row.get(named.id) for row in value or ()]
    elif field.type not in ("choice", "choices"):
        return []
    codes = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(f"{field.id}:{code}" for code in codes if code))


def downgrade() -> None:
    op.drop_table("wiki_past_place")
    for name in _INDEXES:
        op.drop_index(f"ix_wiki_place_{name}", "wiki_place")
    with op.batch_alter_table("wiki_place") as batch_op:
        for name in ("seq", "first_seq", "by_seats", "by_opening", "tags"):
            batch_op.drop_column(name)
