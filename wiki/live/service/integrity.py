"""What `wiki check` looks at in shared texts: the log, replayed, is what it should be."""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa

from wiki.kernel.db import look, reading
from wiki.live.models import LiveDoc
from wiki.live.queries import CHANGES, logged
from wiki.ot.change_set import BadChange, ChangeSet, text_of, units


def problems() -> Iterator[str]:
    """One French sentence for each thing that is wrong."""
    for doc in reading().scalars(sa.select(LiveDoc).order_by(LiveDoc.id)):
        name = f"Le texte partagé {doc.kind}:{doc.object_uid}"
        rows = logged(look(CHANGES, doc_id=doc.id, after=-1, until=2**53))
        if [one.v for one in rows] != list(range(doc.base_v + 1, doc.head_v + 1)):
            yield f"{name} : ses changements ne se suivent pas de {doc.base_v} à {doc.head_v}."
            continue
        if not doc.base_v <= doc.saved_v <= doc.head_v:
            yield f"{name} : la version {doc.saved_v}, qui serait enregistrée, n’est pas gardée."
        v = doc.base_v
        try:
            text = units(doc.base_text)
            for one in rows:
                v = one.v
                changes = ChangeSet.parse(json.loads(one.changes), len(text) // 2)
                text = changes.apply(text)
            text_of(text)
        except (BadChange, ValueError):
            yield f"{name} : le changement {v} ne s’applique pas."
