"""drafts of passages: name the kind of thing whose passage a draft is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_drafts_of_passages"
down_revision = "20261127_which_list_is_searched"
branch_labels = None
depends_on = None

_DRAFT = sa.table("wiki_turn_draft", sa.column("form"), sa.column("part", sa.String()))
_OF_PAGES = "page:"


def upgrade() -> None:
    _name_again(sa.literal(_OF_PAGES) + _DRAFT.c.part)


def downgrade() -> None:
    _name_again(sa.func.substr(_DRAFT.c.part, len(_OF_PAGES) + 1))


def _name_again(part: sa.ColumnElement[str]) -> None:
    op.execute(sa.update(_DRAFT).where(_DRAFT.c.form == "passage").values(part=part))
