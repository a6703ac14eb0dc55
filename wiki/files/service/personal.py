"""What the files keep of a member: those they added, which stay."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from wiki.files.models import File
from wiki.kernel.personal import Personal, told


def _of(member_id: int) -> dict[str, Any]:
    added = sa.select(File.uid, File.name, File.created_at).where(File.member_id == member_id)
    return {"files": told(added.order_by(File.id))}


PERSONAL = Personal(_of, lambda _member_id: None)
