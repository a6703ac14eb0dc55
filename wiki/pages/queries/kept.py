"""What few pages have, in the subjects above: asked for all at once."""

from __future__ import annotations

import sqlalchemy as sa

from wiki.kernel.db import look, state


def kept_of(page_id: int) -> frozenset[str]:
    """The names of what the subjects keep of a page, among those of `Subject.kept`."""
    return frozenset(name for (name,) in look(_asked(), of=page_id))


def _asked() -> sa.CompoundSelect[str]:
    def put_together() -> sa.CompoundSelect[str]:
        queries = {
            name: subject.load(reference)
            for subject in state().subjects
            for name, reference in subject.kept.items()
        }
        return sa.union_all(
            *(
                sa.select(sa.literal_column(f"'{name}'", sa.Text)).where(sa.exists(query))
                for name, query in queries.items()
            )
        )

    return state().keep("pages.kept", put_together)  # type: ignore[no-any-return]
