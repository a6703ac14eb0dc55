"""The articles of a charter as texts that several people write: each alone, all in one page."""

from __future__ import annotations

import pytest

from tests import people
from tests.charter.made import Made
from tests.live.writing import head_of, text_of, write
from wiki.charter.rules.outline import Step, stepped
from wiki.charter.service.draft import name_articles
from wiki.charter.service.of_articles import articles
from wiki.kernel.db import release_reading
from wiki.kernel.errors import Conflict
from wiki.live.queries import unsaved_by
from wiki.live.service import log
from wiki.live.service.text import Push, RefusedPushError, SharedText, Stage
from wiki.pages.credits import Taken
from wiki.pages.queries import history, pages
from wiki.pages.service.save import Edit, EditConflict, save
from wiki.pages.service.turn_back import undo


class Together:
    """Two articles of the charter, with who writes them."""

    def __init__(self, made: Made) -> None:
        self.made = made
        name_articles(made.eric, made.slug)
        self.alice, self.bob = people.make("alice"), people.make("bob")
        self.uid = pages.get(made.page).uid
        self.members, self.fee = (self.named(title) for title in ("Membres", "Cotisation"))

    def named(self, title: str) -> str:
        """The id of an article."""
        sections = self.made.body().split("## ")
        line = next(one for one in sections if one.startswith(title)).partition("\n")[0]
        return line.partition("{#")[2].removesuffix("}")

    def text(self, part: str) -> str:
        """What is written of an article."""
        log.opened("article", self.uid, part)
        return text_of(self.uid, "article", part)

    def type(self, who: str, part: str, old: str, new: str) -> str:
        """Somebody writes in it: what it is called then."""
        text = self.text(part).replace(old, new)
        return write(people.make(who), self.uid, text, "article", part)

    def save(self, who: str, part: str, name: str) -> None:
        """« Enregistrer » on the form of an article."""
        text, base = self.text(part), head_of(self.uid, "article", part).head.base_revision
        shared = Taken(name, text, part)
        save(people.make(who), Edit(self.made.page, text, base, part=part, shared=shared))
        release_reading()

    def why(self, kind: str, part: str = "") -> str | None:
        """Why alice may not write it."""
        release_reading()
        return log.kind_of(kind).judge(self.uid, part)(self.alice).write


@pytest.fixture
def together(made: Made) -> Together:
    return Together(made)


def test_each_article_is_saved_alone_and_meets_the_saves_of_the_others(together: Together) -> None:
    made, members, fee = together.made, together.members, together.fee
    assert set(articles(made.body())) >= {members, fee}
    before = made.body()
    written = together.type("alice", members, "une voix", "deux voix")
    together.type("bob", fee, "50", "60")
    together.save("bob", members, written)
    assert made.body() == before.replace("une voix", "deux voix")
    page = pages.by_uid(together.uid)
    line = history.line(page, page.head)
    assert line is not None
    assert [(one.name, one.signs) for one in line.co_authors] == [("alice", len("deux"))]
    # The other one starts from that save, and nothing of it is published.
    assert "60 euros" in together.text(fee)
    assert head_of(together.uid, "article", fee).head.base_revision == page.head
    assert unsaved_by(together.uid) == ("bob",)
    assert unsaved_by(together.uid, members) == ()
    # A save of the whole page comes to who writes, beside what they write.
    made.edit(made.body().replace("1er mars", "1er avril").replace("deux voix", "trois voix"))
    assert "60 euros. Elle est due au 1er avril" in together.text(fee)
    assert "trois voix" in together.text(members)
    assert "50 euros" in made.body()


def test_an_article_follows_its_id_where_it_goes_and_waits_while_it_is_gone(
    together: Together,
) -> None:
    made, members, fee = together.made, together.members, together.fee
    name = together.type("alice", fee, "50", "60")
    parts = [one for one in made.body().split("\n") if one.startswith("#")]
    at = next(number for number, one in enumerate(parts) if "Cotisation" in one)
    made.edit(stepped(made.body(), at, Step.UP)[0])
    together.save("alice", fee, name)
    assert made.body().index("60 euros") < made.body().index("Membres")
    assert "50 euros" not in made.body()
    # Repealed, it can be read and not written; taken back, it is where it was left.
    together.type("bob", members, "une voix", "deux voix")
    whole = made.body()
    made.edit(whole[: whole.index("## Membres")])
    assert together.why("article", members) == "charter_article_gone"
    assert together.why("article", fee) is None
    assert "deux voix" in together.text(members)
    release_reading()
    undo(together.alice, together.uid, pages.by_uid(together.uid).head)
    assert together.why("article", members) is None
    assert "deux voix" in together.text(members)


def test_a_save_that_contradicts_an_article_waits_for_a_person(together: Together) -> None:
    made, fee = together.made, together.fee
    name = together.type("alice", fee, "50", "60")
    made.edit(made.body().replace("50", "70"))
    assert "60" in together.text(fee)
    with pytest.raises(EditConflict) as conflict:
        together.save("alice", fee, name)
    merge = conflict.value.merge
    chosen = merge.resolve(dict.fromkeys(merge.undecided, "mine"))
    head, shared = pages.get(made.page).head, Taken(name, together.text(fee), fee)
    save(together.alice, Edit(made.page, chosen, head, resolved_from=head - 1, shared=shared))
    assert "60 euros" in made.body()
    assert unsaved_by(together.uid) == ()


def test_from_the_consultation_on_nothing_is_taken_and_nothing_is_lost(together: Together) -> None:
    made, fee, members = together.made, together.fee, together.members
    together.type("alice", fee, "50", "60")
    assert together.why("page") == "live_apart"
    opened = head_of(together.uid, "article", fee)

    def push() -> None:
        opened = head_of(together.uid, "article", fee)
        text = SharedText.load(opened, log.changes_between(opened.head.doc_id, 0, opened.head.v))
        length = len(text.text) // 2
        sent = Push(
            opened.head.doc_id, opened.head.epoch, "alice-window-2", opened.head.v, length,
            [(1, [length, [0, "mais"]])], together.alice.member_id, 1, lambda _: None,
        )  # fmt: skip
        Stage(text).take(sent, lambda *_: [], lambda _: None)

    push()
    made.open()
    release_reading()
    with pytest.raises(RefusedPushError, match="closed"):
        push()
    assert together.why("article", fee) == "protected_amended"
    # Ids do not change, so that what was written is still that of the article.
    assert (together.named("Cotisation"), together.named("Membres")) == (fee, members)
    assert "60 euros" in together.text(fee)
    assert head_of(together.uid, "article", fee).head.epoch == opened.head.epoch
    with pytest.raises(Conflict):
        name_articles(made.eric, made.slug)
    # The next version takes it up where it was.
    made.abandon()
    made.begin()
    assert together.why("article", fee) is None
    push()
