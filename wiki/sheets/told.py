"""The sheet that the texts of a form make of the one it began with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from wiki.schema.audience import cut, restored
from wiki.schema.kinds import Kind
from wiki.schema.sheet import Sheet, Source
from wiki.schema.submitted import submitted
from wiki.sheets import named


def told(
    kind: Kind,
    texts: Mapping[str, Sequence[str]],
    before: Sheet,
    audience: str,
    shown: Collection[str],
    by: str = "",
) -> Sheet:
    """The sheet, not yet judged; of the fields that are not `shown`, what `before` says.

    So of what an audience does not see. What is newly said to be checked was by `by`, the public
    id of a member.
    """
    understood = dict(texts)
    for name, one in named.fields_of(kind, texts):
        if texts.get(name):
            understood[name] = [named.understood(one.type, texts[name][0])]
    seen = cut(kind, before, audience)
    written = submitted(kind, understood, before=seen, shown=shown)
    sources = {
        name: {**source, "by": by}
        if by and _is_checked_anew(source, seen.sources.get(name, {}))
        else source
        for name, source in written.sources.items()
    }
    return restored(kind, before, replace(written, sources=sources), audience)


def _is_checked_anew(source: Source, before: Source) -> bool:
    return bool(source.get("checked")) and source.get("checked") != before.get("checked")
