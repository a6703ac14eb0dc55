"""The monthly mail to those who keep sheets, with a link for each that says all is right."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, g, url_for
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from wiki.kernel.errors import Missing
from wiki.sheets.queries.stale import Keeper, Stale
from wiki.sheets.service import remind
from wiki.sheets.service.remind import MOST, Letter
from wiki.site.queries import setting
from wiki.web.language import DEFAULT, ngettext
from wiki.web.outside import from_outside, outside
from wiki.web.templates import page_url, render

#: How long a link of a mail is good, in seconds: until after the next mail.
GOOD_FOR = 45 * 24 * 3600


def write(month: str, after: int) -> None:
    """The job: the mails of a month to some of the members."""
    with from_outside():
        remind.remind(month, after, _letter)


def _letter(keeper: Keeper, stale: Sequence[Stale], waiting: int) -> Letter:
    g.wiki_language = keeper.language or DEFAULT
    sheets = [
        {
            "title": one.title,
            "values": one.values,
            "page": outside(page_url(one.title)),
            "exact": outside(url_for("wiki.sheets.door.exact", token=token_for(one, keeper))),
        }
        for one in stale[:MOST]
    ]
    subject = (
        ngettext("Une fiche à revérifier", "%(n)s fiches à revérifier", len(sheets))
        if sheets
        else ngettext("Une correction attend", "%(n)s corrections attendent", waiting)
    )
    stop = outside(url_for("wiki.sheets.door.stop", token=stop_token_for(keeper)))
    text = render(
        "sheets/mail/stale.txt",
        name=keeper.name,
        site=setting("name"),
        sheets=sheets,
        has_more=len(stale) > MOST,
        waiting=waiting,
        corrections=outside(url_for("wiki.sheets.corrections")),
        stop=stop,
    )
    one_click = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return Letter(subject, text, one_click)


def token_for(sheet: Stale, keeper: Keeper) -> str:
    """What lets a member say that all is right in the sheet of one page, and nothing else."""
    return str(_signer().dumps([sheet.uid, keeper.uid]))


def read_token(token: str) -> tuple[str, str]:
    """The uids of the page and of the member. Raises `Missing` for what is none, or too old."""
    try:
        page, member = _signer().loads(token[:500], max_age=GOOD_FOR)
    except (BadSignature, ValueError, TypeError):
        raise Missing("exact_link_over") from None
    return str(page), str(member)


def stop_token_for(keeper: Keeper) -> str:
    """What lets a member stop the monthly mail, and nothing else; it is good for ever."""
    return str(_stopper().dumps(keeper.uid))


def read_stop_token(token: str) -> str:
    """The uid of the member. Raises `Missing` for what is no such token."""
    try:
        return str(_stopper().loads(token[:500]))
    except (BadSignature, ValueError, TypeError):
        raise Missing("stop_link_wrong") from None


def _stopper() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="wiki.sheets.stop")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="wiki.sheets.exact")
