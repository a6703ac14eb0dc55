"""The charters, and each one: how far it is, what comes next, its versions."""

from __future__ import annotations

from flask import Response

from wiki.charter.models import Ballot, Charter, Version
from wiki.charter.queries import ballots, contests
from wiki.charter.queries import charters as queries
from wiki.charter.queries.electorate import moved_lately
from wiki.charter.rules.versions import REPEAL, REPEALED, VOTED
from wiki.charter.service import repeal as repealing
from wiki.charter.service.adoption import asks_severity
from wiki.charter.views import words
from wiki.charter.views.blueprint import blueprint, may_on
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import May
from wiki.pages.queries import pages
from wiki.web.templates import answer, may
from wiki.web.wording import sentence


@blueprint.get("/charters", endpoint="charters")
def listing() -> Response:
    """All of them."""
    return answer(
        "charter/charters.html",
        found=queries.charters(),
        states=words.states(),
        drafts=may("DRAFT_CHARTER"),
    )


@blueprint.get("/charters/<slug>", endpoint="charter")
def show(slug: str) -> Response:
    """One."""
    return screen(queries.by_slug(slug))


def screen(charter: Charter, error: WikiError | None = None) -> Response:
    """The screen of a charter, with what was refused on it."""
    version, current = queries.under_way(charter.id), queries.in_force(charter.id)
    titles = pages.titles([charter.page_id, charter.network_id])
    return answer(
        "charter/charter.html",
        error.status if error else 200,
        charter=charter,
        version=version,
        current=current,
        versions=queries.versions(charter.id),
        ballot=ballots.under_way(VOTED, version.uid) if version else None,
        awaited=_awaited(VOTED, version),
        **_ending(charter, current),
        page_title=titles[charter.page_id],
        network=titles[charter.network_id],
        moved=moved_lately(charter.network_id) if may_on(charter) else None,
        states=words.states(),
        badges=words.kind_of_badge,
        steps=words.steps(),
        days=words.days(),
        rules=words.rules(),
        severities=words.severities(),
        asks_severity=asks_severity(charter, version) if version else False,
        severity_choices=words.severity_choices(),
        keeps=may_on(charter),
        drafts=may_on(charter, May.DRAFT_CHARTER),
        problem=sentence(error) if error else "",
        field=str(error.params.get("field", "")) if error else "",
    )


def _awaited(kind: str, version: Version | None) -> Ballot | None:
    """The ballot that has decided of a version, and is not final yet."""
    return contests.awaited(kind, version.uid) if version is not None else None


def _ending(charter: Charter, current: Version | None) -> dict[str, object]:
    """The ballot that would end the version in force; the version that another one has ended."""
    if current is not None:
        return {
            "repeal": ballots.under_way(REPEAL, current.uid) or _awaited(REPEAL, current),
            "is_again": bool(repealing.again(charter, current)),
            "repealed": None,
        }
    ended = (one for one in queries.versions(charter.id) if one.state == REPEALED)
    return {"repeal": None, "is_again": False, "repealed": next(ended, None)}
