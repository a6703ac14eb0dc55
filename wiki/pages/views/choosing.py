"""The screen of a conflict: whose versions met, and the passages between which one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Response, url_for

from wiki.kernel.submissions import new_submission
from wiki.members.queries import member
from wiki.merge.outcome import Merge
from wiki.pages.conflict import passages
from wiki.pages.forms import ConflictForm
from wiki.pages.models import Page
from wiki.pages.queries.history import Line, history
from wiki.pages.service.save import EditConflict
from wiki.web.actors import current_actor
from wiki.web.language import gettext, ngettext
from wiki.web.templates import answer, page_url

#: Versions saved meanwhile that are named, the newest ones; those before are counted.
_NAMED = 5


def show_conflict(conflict: EditConflict, form: ConflictForm) -> Response:
    """The screen on which a conflict is settled."""
    return conflict_page(conflict.page, conflict.merge, form)


def show_undo_conflict(conflict: EditConflict, number: int, summary: str) -> Response:
    """The same where the revision of this number is undone, and its passages changed since."""
    form = ConflictForm(
        base=number,
        head=conflict.page.head,
        mine=conflict.mine,
        choices={},
        summary=summary,
        submission=new_submission(),
        undo=number,
    )
    return show_conflict(conflict, form)


def conflict_page(
    page: Page, merge: Merge, form: ConflictForm, *, missing: bool = False
) -> Response:
    """The passages to settle, with what was chosen so far."""
    rows = passages(merge, form.choices)
    undecided = [row for row in rows if row.is_open]
    number = max(form.head - form.base, 0)
    found = history(page, before=form.head + 1, size=min(number, _NAMED)).rows if number else ()
    alone = None if number > len(found) else _alone(found)
    return answer(
        "pages/conflict.html",
        422 if missing else 409,
        page=page,
        passages=rows,
        undecided=undecided,
        form=form,
        missing=missing,
        meanwhile=found,
        unnamed=number - len(found),
        words=_words(page, form, len(undecided), found, alone),
    )


class Words(NamedTuple):
    """What the screen calls the texts that met, and what it says of how they did."""

    here: str
    met: str
    todo: str
    since: str
    #: The text that is sent, whole.
    whole: str
    theirs: str
    own: str
    #: What both started from.
    before: str
    #: The wording that keeps both.
    both: str
    #: What leads away from the screen, and where; None for nothing.
    later: tuple[str, str] | None


def _words(
    page: Page, form: ConflictForm, count: int, meanwhile: Sequence[Line], alone: Line | None
) -> Words:
    if form.pending:
        return _of_pending(form.pending, count, alone)
    if form.undo is None:
        return _of_edit(page, count, meanwhile, alone)
    return _of_undo(page, form.undo, count, is_again=form.base != form.undo)


def _of_edit(page: Page, count: int, meanwhile: Sequence[Line], alone: Line | None) -> Words:
    is_member = current_actor().member_id is not None
    return _of_two(
        alone,
        met=_met(count, alone, is_known=bool(meanwhile)),
        todo=gettext(
            "Rien n’est perdu et rien n’est encore enregistré. Tout ce qui pouvait être réuni l’a "
            "été ; pour le reste, dites ce qu’il faut garder."
        ),
        since=gettext("Enregistré entre-temps"),
        whole=gettext("Votre texte entier"),
        own=gettext("La vôtre"),
        later=(gettext("Plus tard : mon texte reste en brouillon"), page_url(page.title, "edit"))
        if is_member
        else None,
    )


def _of_pending(uid: str, count: int, alone: Line | None) -> Words:
    return _of_two(
        alone,
        met=ngettext(
            "La page a changé depuis au même passage que la modification.",
            "La page a changé depuis à %(n)s passages de la modification.",
            count,
        ),
        todo=gettext(
            "Rien n’est encore enregistré. Choisissez ce qu’il faut garder : ce sera enregistré à "
            "votre nom et à celui de qui l’a proposée, et elle sera acceptée."
        ),
        since=gettext("Enregistré depuis"),
        whole=gettext("Le texte proposé, entier"),
        own=gettext("Celle qui est proposée"),
        later=(
            gettext("Revenir à la modification, pour la refuser"),
            url_for("wiki.pages.pending_edit", uid=uid),
        ),
    )


def _of_two(alone: Line | None, **own: Any) -> Words:
    """Of two edits that met, `alone` the one that was saved when there is no other."""
    return Words(
        here=gettext("Conflit"),
        theirs=_theirs(alone),
        before=gettext("Avant les deux modifications"),
        both=gettext("La suggestion, qui garde les deux"),
        **own,
    )


def _of_undo(page: Page, number: int, count: int, *, is_again: bool) -> Words:
    """Of an undo; `is_again`: it was settled already, and the page has changed since."""
    words = Words(
        here=gettext("Annuler la version %(number)s", number=number),
        met=ngettext(
            "Ce que vous annulez a été modifié depuis.",
            "Ce que vous annulez a été modifié depuis, à %(n)s passages.",
            count,
        ),
        todo=gettext(
            "Rien n’est encore enregistré. Ce qui n’a pas changé depuis sera annulé ; pour le "
            "reste, dites ce qu’il faut garder."
        ),
        since=gettext("Enregistré depuis"),
        whole=gettext("Le texte sans la modification, entier"),
        theirs=gettext("Le texte d’aujourd’hui"),
        own=gettext("Sans cette modification"),
        before=gettext("Ce que la modification disait"),
        both=gettext("La suggestion : annulé, et ce qui a suivi gardé"),
        later=(gettext("Ne rien annuler"), page_url(page.title)),
    )
    if not is_again:
        return words
    return words._replace(
        met=ngettext(
            "La page a encore changé, à un passage que l’annulation change.",
            "La page a encore changé, à %(n)s passages que l’annulation change.",
            count,
        ),
        todo=gettext(
            "Rien n’est encore enregistré. Ce que vous avez réglé est gardé partout ailleurs ; "
            "ici, dites ce qu’il faut garder."
        ),
        whole=gettext("Le résultat de vos choix, entier"),
        own=gettext("Le résultat de vos choix"),
        before=gettext("Ce que la page disait quand vous choisissiez"),
        both=gettext("La suggestion, qui garde les deux"),
    )


def _theirs(alone: Line | None) -> str:
    if alone and alone.author_name:
        return gettext("La version enregistrée entre-temps (%(name)s)", name=alone.author_name)
    return gettext("La version enregistrée entre-temps")


def _alone(lines: Sequence[Line]) -> Line | None:
    """The newest line when one person alone wrote them all; nothing tells two visitors apart."""
    writers = {line.author_uid for line in lines}
    is_shared = any(line.co_authors for line in lines)
    if len(writers) != 1 or is_shared or (None in writers and len(lines) > 1):
        return None
    return lines[0]


def _met(count: int, alone: Line | None, *, is_known: bool) -> str:
    """Who saved, while one was writing, what one was changing too; `is_known`: somebody did."""
    if is_known and alone is None:
        return ngettext(
            "Pendant que vous écriviez, d’autres ont modifié le même passage que vous.",
            "Pendant que vous écriviez, d’autres ont modifié %(n)s des mêmes passages.",
            count,
        )
    me = current_actor().member_id
    if alone and me is not None and alone.author_uid == member(me).uid:
        return ngettext(
            "Pendant que vous écriviez ici, vous avez enregistré ailleurs le même passage.",
            "Pendant que vous écriviez ici, vous avez enregistré ailleurs %(n)s de ces passages.",
            count,
        )
    return ngettext(
        "Pendant que vous écriviez, %(name)s a modifié le même passage que vous.",
        "Pendant que vous écriviez, %(name)s a modifié %(n)s passages que vous modifiiez aussi.",
        count,
        name=(alone and alone.author_name) or gettext("quelqu’un"),
    )
