"""takes papers: whether a ballot takes the papers of an assembly, said when it opens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_takes_papers"
down_revision = "20261127_glossary"
branch_labels = None
depends_on = None

_BALLOT = "wiki_charter_ballot"
#: In the open, and of places alone.
_TAKES = "terms = replace(replace(replace(terms, :secret, ''), :persons, ''), :both, '')"
_ELSE = {"secret": '"is_secret":true', "persons": '"unit":"persons"', "both": '"unit":"both"'}


def upgrade() -> None:
    op.add_column(
        _BALLOT,
        sa.Column("takes_papers", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    connection = op.get_bind()
    # The guard of ballots lets none of them change; it is made again after the upgrade.
    on = "" if connection.dialect.name == "sqlite" else f" ON {_BALLOT}"
    op.execute(f"DROP TRIGGER IF EXISTS {_BALLOT}_keeps_update{on}")
    said = sa.text(f"UPDATE {_BALLOT} SET takes_papers = :yes WHERE {_TAKES}")  # noqa: S608
    connection.execute(said, {"yes": True, **_ELSE})


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # these guards name the column
        sheet = "wiki_charter_paper_sheet"
        for guard in (f"{_BALLOT}_keeps_update", f"{sheet}_keeps_insert", f"{sheet}_keeps_update"):
            op.execute(f"DROP TRIGGER IF EXISTS {guard}")
    op.drop_column(_BALLOT, "takes_papers")
