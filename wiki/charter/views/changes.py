"""What changed from one version to another: per article, by which amendment, by which ballot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from flask import Response, request
from markupsafe import Markup

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots, provenance
from wiki.charter.queries import charters as queries
from wiki.charter.queries.provenance import Step
from wiki.charter.rules.blocks import anchor
from wiki.charter.rules.changes import Changed, changes
from wiki.charter.rules.tally import ADOPTED
from wiki.charter.rules.versions import HASHED, VOTED
from wiki.charter.views import amendment_words, words
from wiki.charter.views.amendment_texts import said
from wiki.charter.views.blueprint import blueprint
from wiki.charter.views.origins import Origin, tally, told
from wiki.kernel.errors import Missing
from wiki.merge.diff import diff
from wiki.web.differences import in_one_column
from wiki.web.safe import safe
from wiki.web.templates import answer


class Shown(NamedTuple):
    """A block that changed: its anchor and name, what became of it, its words, what that is due to.

    `version` is the one where it stands.
    """

    anchor: str
    name: str
    kinds: list[str]
    version: str
    html: Markup
    origins: list[Origin]


@blueprint.get("/charters/<slug>/changes", endpoint="changes")
def show(slug: str) -> Response:
    """Between the versions that the address names; else since the one before that in force."""
    charter = queries.by_slug(slug)
    known = [one for one in queries.versions(charter.id) if one.state in HASHED]
    newer = _asked(charter, "to") or queries.in_force(charter.id) or next(iter(known), None)
    if newer is None:
        raise Missing("charter_version_missing")
    older = _asked(charter, "from") or queries.parent_of(newer)
    found = _found(older, newer) if older else []
    changed = [one for one in found if one.kinds]
    decided = _decided(newer)
    return answer(
        "charter/changes.html",
        charter=charter,
        versions=[(one.number, one.number) for one in known],
        older=older,
        newer=newer,
        blocks=_shown(older, newer, changed) if older else [],
        counts=Counter(kind for one in changed for kind in one.kinds),
        kinds=words.changes(),
        renumbered=[
            (amendment_words.name_of(one.before), amendment_words.name_of(one.after))
            for one in found
            if one.before and one.after and one.is_renumbered
        ],
        decided=decided,
        counted=tally(decided) if decided else "",
    )


def _asked(charter: Charter, name: str) -> Version | None:
    number = request.args.get(name, "")[:40]
    return queries.numbered_as(charter.id, number) if number else None


def _found(older: Version, newer: Version) -> list[Changed]:
    return changes(queries.frozen_blocks(older), queries.frozen_blocks(newer))


def _shown(older: Version, newer: Version, changed: list[Changed]) -> list[Shown]:
    known = provenance.steps(older)
    steps = {at: step for at, step in provenance.steps(newer).items() if at not in known}
    origins = told(steps)
    return [_block(one, older, newer, steps, origins) for one in changed]


def _block(
    one: Changed,
    older: Version,
    newer: Version,
    steps: Mapping[int, Step],
    origins: Mapping[int, Origin],
) -> Shown:
    stands = one.after or one.before
    name = amendment_words.name_of(stands) if stands else ""
    before, after = (side.block if side else None for side in (one.before, one.after))
    names = words.changes()
    is_only_moved = one.kinds == ("moved",)
    return Shown(
        anchor(one.id),
        name,
        [names[kind] for kind in one.kinds],
        newer.number if one.after else older.number,
        safe("") if is_only_moved else in_one_column(diff(said(before), said(after))),
        due(one.id, steps, origins),
    )


def due(block: str, steps: Mapping[int, Step], origins: Mapping[int, Origin]) -> list[Origin]:
    """What a block of a text is due to among some steps: its amendments, else those of drafts."""
    own = [at for at, step in steps.items() if step.held and step.block == block]
    drafts = [at for at, step in steps.items() if step.held is None]
    return [origins[at] for at in reversed(own or drafts[-1:])]


def _decided(version: Version) -> Ballot | None:
    """The ballot by which the whole text was adopted."""
    found = ballots.of_object(VOTED, version.uid)
    return next((one for one in found if one.outcome == ADOPTED), None)
