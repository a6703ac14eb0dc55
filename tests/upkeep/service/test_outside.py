"""What pages lead to out of the wiki is kept in step with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import people
from wiki.jobs.service import enqueue, run_all
from wiki.kernel.db import act, reading, release_reading
from wiki.pages.models import Page
from wiki.pages.queries.pages import head
from wiki.pages.service import walking
from wiki.pages.service.bin import bring_back, delete
from wiki.upkeep.models import OutsideAddress, OutsideLink
from wiki.upkeep.outside import NEW
from wiki.upkeep.service import contents
from wiki.upkeep.service.check import ignore

pytestmark = pytest.mark.usefixtures("inside")
Write = Callable[..., Page]


def links() -> list[str]:
    """The addresses that pages lead to, as often as they are led to."""
    release_reading()
    return list(reading().scalars(sa.select(OutsideLink.address).order_by(OutsideLink.address)))


def known() -> dict[str, OutsideAddress]:
    """What is known of each address."""
    release_reading()
    return {one.address: one for one in reading().scalars(sa.select(OutsideAddress))}


def test_a_saved_page_says_where_it_leads(write: Write) -> None:
    page = write(
        "Un", "[Là](https://exemple.fr/a#b), https://exemple.fr/a, [mail](mailto:a@b.fr)\n"
    )
    assert links() == ["https://exemple.fr/a"]
    address = known()["https://exemple.fr/a"]
    assert (address.state, address.host) == (NEW, "exemple.fr")
    assert address.found_at == head(page).created_at
    write("Un", "[Là](https://exemple.fr/c)\n")
    assert links() == ["https://exemple.fr/c"]
    assert list(known()) == ["https://exemple.fr/c"]


def test_an_address_of_two_pages_is_known_once_until_the_last_leaves_it(write: Write) -> None:
    for title in ("Un", "Deux"):
        write(title, "https://exemple.fr/\n")
    assert (len(links()), len(known())) == (2, 1)
    write("Un", "Rien.\n")
    assert (len(links()), len(known())) == (1, 1)
    write("Deux", "Rien.\n")
    assert (links(), known()) == ([], {})


def test_a_source_and_a_code_are_told_apart(write: Write) -> None:
    write(
        "Un",
        "`https://exemple.fr/code`\n\n:::{source}\n:titre: Un\n:lien: https://exemple.fr/s\n:::\n",
    )
    assert links() in ([], ["https://exemple.fr/s"])
    assert "https://exemple.fr/code" not in links()


def test_a_page_in_the_bin_leads_nowhere_and_comes_back_whole(write: Write) -> None:
    alice = people.make("alice")
    page = write("Un", "https://exemple.fr/\n")
    delete(alice, page.uid)
    assert (links(), known()) == ([], {})
    bring_back(alice, page.uid)
    assert links() == list(known()) == ["https://exemple.fr/"]
    assert known()["https://exemple.fr/"].found_at >= page.created_at


def test_what_is_left_alone_is_remembered_without_a_page(write: Write) -> None:
    write("Un", "https://exemple.fr/\n")
    ignore(people.make("bob"), known()["https://exemple.fr/"].id, True)
    write("Un", "Rien.\n")
    assert (links(), len(known())) == ([], 1)
    ignore(people.make("bob"), known()["https://exemple.fr/"].id, False)
    assert known() == {}


def test_a_wiki_that_was_there_is_read_by_a_job(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(f"Page {number}", f"https://exemple.fr/{number}\n")
    before = links()
    with act() as session:
        session.execute(sa.delete(OutsideLink))
        session.execute(sa.delete(OutsideAddress))
        enqueue("upkeep.gather", {"after": 0})
    monkeypatch.setattr(walking, "RUN", -1.0)
    assert run_all() == 2
    assert links() == before
    assert sorted(known()) == before


def test_making_all_again_keeps_what_is_known(write: Write, inside: Flask) -> None:
    write("Un", "https://exemple.fr/\n")
    with act() as session:
        session.execute(sa.update(OutsideAddress).values(failures=2))
        session.execute(sa.delete(OutsideLink))
        contents.rebuild()
    assert links() == ["https://exemple.fr/"]
    assert known()["https://exemple.fr/"].failures == 2
