"""The acts on amendments: the scenarios of a text that moves under them, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import people
from tests.charter.made import BALLOT, SLUG, Made
from wiki.charter.queries import amendments as queries
from wiki.charter.queries import charters
from wiki.charter.rules.amendments import State, Step
from wiki.charter.rules.blocks import Block, blocks_of
from wiki.charter.rules.operations import Asked
from wiki.charter.service import amendments as service
from wiki.charter.service import judging, versions
from wiki.kernel import clock
from wiki.kernel.db import act
from wiki.kernel.errors import WikiError
from wiki.kernel.permissions import Actor
from wiki.site.service import change_settings

WHY = "Pour que chacun puisse adhérer sans peine."


def refused(function: Callable[..., Any], *arguments: Any, **named: Any) -> str:
    """The code of the reason why something is not done."""
    with pytest.raises(WikiError) as caught:
        function(*arguments, **named)
    return caught.value.code


def block(made: Made, title: str) -> Block:
    """The article of this title, as the draft says it."""
    return next(one for one in blocks_of(made.body()) if one.title == title)


def change(
    made: Made, title: str, old: str, new: str, base: int = 0, why: str = WHY
) -> service.Given:
    """Words of an article written otherwise, from a revision of the draft."""
    page = charters.draft_page(made.charter())
    base = base or page.head
    held = next(one for one in queries.draft_at(page, base) if one.title == title)
    assert old in held.text
    asked = Asked("modify", held.id, held.title, held.text.replace(old, new, 1))
    return service.Given(asked, base, why)


def table(made: Made, given: service.Given, by: str = "charlie") -> int:
    """The number of an amendment that somebody tables and the guarantor admits."""
    number = service.begin(people.make(by), SLUG, given, is_tabled=True).number
    judging.take(made.eric, SLUG, number, Step.ADMIT)
    return number


def adopt(made: Made, number: int, outcome: str = "adopted") -> None:
    """What a ballot decides of an amendment."""
    made.adopt(number, outcome)


def held(made: Made, number: int) -> queries.Held:
    """An amendment as it is."""
    return queries.numbered(made.charter().id, number)


def state(made: Made, number: int) -> str:
    """Where it is."""
    return held(made, number).amendment.state


def test_another_sentence_follows_by_itself(made: Made) -> None:
    made.open()
    fee = table(made, change(made, "Cotisation", "50", "60"))
    due = table(made, change(made, "Cotisation", "1er mars", "1er juin"), "bob")
    adopt(made, fee)
    assert state(made, fee) == State.INTEGRATED
    assert "La cotisation annuelle est de 60 euros. Elle est due au 1er mars." in made.body()
    after = held(made, due)
    assert after.amendment.state == State.ADMISSIBLE
    assert after.wording.origin == "rebased"
    assert "60 euros. Elle est due au 1er juin" in after.wording.text
    first = queries.wordings(after.amendment.id)[0]
    assert "50 euros. Elle est due au 1er juin" in first.text
    adopt(made, due)
    assert "est de 60 euros. Elle est due au 1er juin." in made.body()
    revision = held(made, due).amendment.revision or 0
    told = queries.provenance(made.charter().id, [revision])[revision]
    assert (told.amendment_id, told.ballot) == (after.amendment.id, BALLOT)
    assert not charters.broken(made.charter())
    said = [one.action for one in charters.lines(made.charter().id)]
    assert "amendment_rebased" in said


def test_the_same_word_waits_for_its_author(made: Made) -> None:
    made.open()
    taken = table(made, change(made, "Cotisation", "50", "60"))
    mine = table(made, change(made, "Cotisation", "50", "30"), "bob")
    adopt(made, taken)
    assert "60 euros" in made.body()
    amendment = held(made, mine).amendment
    assert (amendment.state, amendment.verdict) == (State.TO_UPDATE, "conflict")
    assert amendment.cause_id == held(made, taken).amendment.id
    assert "30 euros" in held(made, mine).wording.text
    with act():
        assert refused(judging.submit, made.eric, amendment.uid, BALLOT) == (
            "amendment_not_admissible"
        )
    new = change(made, "Cotisation", "60", "30")
    assert refused(service.confirm, people.make("charlie"), SLUG, mine, new) == (
        "amendment_author_first"
    )
    assert refused(service.confirm, made.eric, SLUG, mine, new) == "amendment_author_first"
    assert service.confirm(people.make("bob"), SLUG, mine, new).state == State.ADMISSIBLE
    assert [one.origin for one in queries.wordings(amendment.id)] == ["written", "confirmed"]


def test_the_guarantor_speaks_after_a_week_of_silence(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.open()
    taken = table(made, change(made, "Cotisation", "50", "60"))
    mine = table(made, change(made, "Cotisation", "50", "30"), "bob")
    adopt(made, taken)
    later = clock.now() + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    service.confirm(made.eric, SLUG, mine, change(made, "Cotisation", "60", "30"))
    assert held(made, mine).wording.origin == "imposed"


def test_what_was_removed_leaves_amendments_readable(made: Made) -> None:
    made.open()
    about = block(made, "Cotisation")
    page = charters.draft_page(made.charter())
    gone = table(made, service.Given(Asked("delete", about.id), page.head, WHY))
    mine = table(made, change(made, "Cotisation", "50", "60"), "bob")
    adopt(made, gone)
    assert about.id not in made.body()
    amendment = held(made, mine).amendment
    assert (amendment.state, amendment.verdict) == (State.TO_UPDATE, "fallen")
    assert refused(judging.take, made.eric, SLUG, mine, Step.FELL, "non") == (
        "amendment_reason_short"
    )
    judging.take(made.eric, SLUG, mine, Step.FELL, "L’article a été supprimé avec A1.")
    last = queries.steps(amendment.id)[-1]
    assert (last.state, last.cause) == (State.FALLEN, held(made, gone).amendment.uid)
    assert about.id in charters.article_names(made.charter().id)


def test_two_that_overlap_are_not_voted_on_together(made: Made) -> None:
    made.open()
    one, other = (table(made, change(made, "Cotisation", "50", new)) for new in ("60", "30"))
    with act():
        judging.submit(made.eric, held(made, one).amendment.uid, BALLOT)
    with act():
        uid = held(made, other).amendment.uid
        assert refused(judging.submit, made.eric, uid, BALLOT) == "amendment_competes"
    assert refused(
        service.revise, people.make("charlie"), SLUG, one, change(made, "Cotisation", "50", "70")
    ) == ("amendment_step")
    versions.freeze(made.eric, SLUG)
    assert refused(versions.propose, made.eric, SLUG) == "charter_amendments"


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        ("rejected", State.REJECTED),
        ("undecided", State.UNDECIDED),
        ("integration", State.ADMISSIBLE),
        ("fallback", State.ADMISSIBLE),
    ],
)
def test_what_a_ballot_decides(made: Made, outcome: str, wanted: State) -> None:
    made.open()
    number = table(made, change(made, "Cotisation", "50", "60"))
    adopt(made, number, outcome)
    assert state(made, number) == wanted
    assert "50 euros" in made.body()
    assert queries.steps(held(made, number).amendment.id)[-1].reason == "pour : 3, contre : 1"
    if wanted is State.UNDECIDED:
        judging.take(made.eric, SLUG, number, Step.CALL_AGAIN)
        assert state(made, number) == State.ADMISSIBLE


def test_an_article_is_added_moved_and_named_once(made: Made) -> None:
    made.open()
    page = charters.draft_page(made.charter())
    members = block(made, "Membres")
    asked = Asked(
        "add_after", members.id, "Retrait", "On se retire <script>quand</script> on veut."
    )
    added = table(made, service.Given(asked, page.head, WHY))
    name = held(made, added).wording.block
    adopt(made, added)
    assert f"## Retrait {{#{name}}}" in made.body()
    titles = [one.title for one in blocks_of(made.body())]
    assert titles.index("Retrait") == titles.index("Membres") + 1
    moved = Asked("move", name, after=block(made, "Cotisation").id)
    number = table(made, service.Given(moved, charters.draft_page(made.charter()).head, WHY))
    adopt(made, number)
    assert blocks_of(made.body())[-1].id == name


def test_refuses_what_is_late_or_nobodys(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    charlie = people.make("charlie")
    given = service.Given(Asked("modify", "x", "y", "z"), 1, WHY)
    assert refused(service.begin, charlie, SLUG, given, is_tabled=True) == "amendment_not_now"
    made.open()
    given = change(made, "Cotisation", "50", "60")
    assert refused(service.begin, Actor(), SLUG, given, is_tabled=True) == "sign_in_first"
    change_settings(people.make("alice"), {"blocked_words": "casino*\nannuelle"})
    for old, new, why in (("50", "Casino", WHY), ("50", "60", f"{WHY} Au casino !")):
        worded = change(made, "Cotisation", old, new, why=why)
        assert refused(service.begin, charlie, SLUG, worded, is_tabled=False) == "words_refused"
    short = change(made, "Cotisation", "50", "60", why="non")
    assert refused(service.begin, charlie, SLUG, short, is_tabled=True) == "amendment_reason_short"
    same = change(made, "Cotisation", "50", "50 ")
    assert refused(service.begin, charlie, SLUG, same, is_tabled=True) == "amendment_no_change"
    kept = service.begin(charlie, SLUG, short, is_tabled=False)
    assert refused(service.table, charlie, SLUG, kept.number) == "amendment_reason_short"
    assert refused(judging.take, charlie, SLUG, kept.number, Step.ADMIT) == "amendment_step"
    service.revise(charlie, SLUG, kept.number, given)
    service.table(charlie, SLUG, kept.number)
    assert refused(judging.take, charlie, SLUG, kept.number, Step.ADMIT) == "amendment_not_yours"
    assert refused(judging.take, made.eric, SLUG, kept.number, Step.ADOPT) == "amendment_step"
    bob = people.make("bob")
    assert refused(service.revise, people.make("dora"), SLUG, kept.number, given) is not None
    assert refused(judging.take, bob, SLUG, kept.number, Step.WITHDRAW, WHY) == (
        "amendment_not_yours"
    )
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert refused(service.begin, charlie, SLUG, given, is_tabled=True) == "amendment_too_late"


def test_what_was_written_is_never_changed(made: Made) -> None:
    made.open()
    number = table(made, change(made, "Cotisation", "50", "60"))
    adopt(made, number)
    for statement in (
        "UPDATE wiki_charter_wording SET text = 'autre'",
        "DELETE FROM wiki_charter_wording",
        "UPDATE wiki_charter_amendment_step SET reason = 'autre'",
        "DELETE FROM wiki_charter_amendment",
        "UPDATE wiki_charter_provenance SET ballot = 'autre'",
    ):
        with pytest.raises(sa.exc.DBAPIError), act() as session:
            session.execute(sa.text(statement))


def test_withdrawn_joined_postponed_all_say_why(made: Made) -> None:
    made.open()
    charlie = people.make("charlie")
    one, other, third = (
        table(made, change(made, "Membres", "une voix", new))
        for new in ("deux voix", "trois voix", "quatre voix")
    )
    assert refused(judging.take, made.eric, SLUG, one, Step.FELL, WHY) == "amendment_stands"
    assert refused(judging.take, made.eric, SLUG, one, Step.SATISFY, WHY) == (
        "amendment_not_satisfied"
    )
    judging.take(charlie, SLUG, one, Step.WITHDRAW, WHY)
    assert refused(judging.take, charlie, SLUG, other, Step.JOIN, WHY, str(one)) == (
        "amendment_number"
    )
    judging.take(charlie, SLUG, other, Step.JOIN, WHY, f" n° {third} ")
    judging.take(made.eric, SLUG, third, Step.POSTPONE, WHY)
    assert [state(made, n) for n in (one, other, third)] == ["withdrawn", "merged", "postponed"]
    for number in (one, other, third):
        assert queries.steps(held(made, number).amendment.id)[-1].reason == WHY
    assert queries.unsettled(made.version().id) == []
    assert versions.freeze(made.eric, SLUG).state == "frozen"
