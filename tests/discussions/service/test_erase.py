"""What discussions quote of a text that was erased for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import people
from tests.discussions.service.test_comment import on, place, write
from wiki.discussions.models import Passage, Rewriting, Thread, TurnDraft
from wiki.discussions.service import places
from wiki.discussions.service.drafts import keep_draft
from wiki.discussions.service.rewritings import accept
from wiki.discussions.spots import Spot, Unsent
from wiki.kernel.db import act, reading, release_reading
from wiki.kernel.errors import Conflict
from wiki.maintenance import problems
from wiki.pages.models import Page
from wiki.pages.service.redact import redact

pytestmark = pytest.mark.usefixtures("inside")
PHONE = "06 12 34 56 78"
BODY = f"Ouvert le lundi.\n\nAppeler le {PHONE} avant midi.\n"


@pytest.fixture
def lieu(page: Callable[..., Page]) -> Page:
    """A page whose first version says what is to be erased."""
    return page("Lieu", BODY)


def erase(page: Page) -> None:
    redact(people.make("alice"), page.uid, 1, 1, "Un numéro personnel")
    release_reading()


def kept() -> str:
    """All that the discussions keep of the passages."""
    columns = (
        *(Passage.quote, Passage.before, Passage.after, Thread.subject),
        *(Rewriting.was, Rewriting.becomes, TurnDraft.quote, TurnDraft.before, TurnDraft.becomes),
    )
    return "\n".join(str(text) for one in columns for text in reading().scalars(sa.select(one)))


def test_the_quotation_goes_with_the_text_and_the_words_stay(
    lieu: Page, client: FlaskClient
) -> None:
    said = on(PHONE, lieu, f"Appeler le {PHONE}, ou écrire.\n")
    unsent = Unsent("Je me souviens.", revision=1, quote=PHONE, before="Appeler le ")
    keep_draft(people.make("bob"), Spot.passage("page", lieu.uid, "b-1"), unsent)
    write("Ouvert le lundi.\n")
    assert PHONE in kept()
    erase(lieu)
    assert PHONE not in kept()
    found = place(said)
    assert (found.quote, found.block, found.subject.text) == ("", None, "« … »")
    shown = client.get(f"/talk/threads/{said.thread.uid}").text
    assert "a été effacé pour de bon" in shown
    assert "Et le mardi" in shown
    assert PHONE not in shown
    assert list(problems()) == []


def test_words_that_the_page_says_still_stay(lieu: Page) -> None:
    said = on("Ouvert le lundi", lieu)
    write("Ouvert le lundi.\n")
    erase(lieu)
    assert place(said).quote == "Ouvert le lundi"


def test_words_that_stay_are_followed_further(lieu: Page) -> None:
    said = on("Ouvert le lundi", lieu)
    stood = place(said).block
    write("Ouvert le lundi.\n")
    erase(lieu)
    write("Un lieu.\n\nOuvert le lundi.\n")
    assert place(said).block == stood
    write("Un lieu.\n\nOuvert le mardi.\n")
    assert place(said).block is None
    write("Un lieu.\n\nOuvert le lundi.\n")
    assert place(said).block == stood
    with act():
        places.rebuild()
    assert place(said).block == stood


def test_words_go_with_those_around_them(page: Callable[..., Page]) -> None:
    lieu = page("Lieu", f"Ouvert le lundi, appeler le {PHONE}.\n")
    said = on("Ouvert le lundi", lieu)
    keep_draft(
        people.make("bob"),
        Spot.passage("page", lieu.uid, "b-1"),
        Unsent("Et après ?", revision=1, quote="avant midi", before=f"{PHONE} "),
    )
    write("Ouvert le lundi, écrire avant midi.\n")
    assert PHONE in kept()
    erase(lieu)
    assert PHONE not in kept()
    assert place(said).quote == ""


def test_an_erased_wording_is_not_accepted(lieu: Page) -> None:
    said = on(PHONE, lieu, "Écrire.\n")
    write("Ouvert le lundi.\n")
    erase(lieu)
    with pytest.raises(Conflict, match="rewriting_conflict"):
        accept(people.make("alice"), said.turn.uid)


@pytest.mark.parametrize("values", [{"quote": ""}, {"quote": "", "before": "", "after": "x"}])
def test_nothing_else_changes_a_passage(lieu: Page, values: dict[str, str]) -> None:
    said = on(PHONE, lieu)
    with pytest.raises(sa.exc.DBAPIError, match="never changed"), act() as session:
        session.execute(
            sa.update(Passage).where(Passage.thread_id == said.thread.id).values(values)
        )
