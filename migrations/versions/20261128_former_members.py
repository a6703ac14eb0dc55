"""those who were erased are former members, each with a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261128_former_members"
down_revision = "20261128_second_factor"
branch_labels = None
depends_on = None

_MEMBER = sa.table("wiki_member", sa.column("id", sa.BigInteger), sa.column("name", sa.String))
_BEFORE, _NOW = "Compte effacé", "Ancien membre n°\xa0"


def upgrade() -> None:
    said = sa.literal(_NOW) + sa.cast(_MEMBER.c.id, sa.String)
    op.execute(sa.update(_MEMBER).where(_MEMBER.c.name == _BEFORE).values(name=said))


def downgrade() -> None:
    former = sa.update(_MEMBER).where(_MEMBER.c.name.startswith(_NOW))
    op.execute(former.values(name=_BEFORE))
