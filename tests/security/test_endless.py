"""Short texts that would become endless pages, or take endless time: bounded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.pace import within
from wiki.files.rules import Description, checked, checked_name
from wiki.kernel.errors import Invalid
from wiki.kernel.slugs import clean_title, title_key
from wiki.language import stems
from wiki.markup.meaning import PlainMeaning
from wiki.markup.outline import slug
from wiki.markup.parse import parse
from wiki.markup.render import render
from wiki.members.rules import clean_email, clean_name, email_key

#: Putting these in canonical order takes a minute, holding every other thread.
ACCENTS = "a" + "\u0301\u0316" * 60_000
REPEATED = {
    "an abbreviation": "*[A]: " + "x" * 100_000 + "\n\n" + "A " * 50_000,
    "an address": "[x]: http://exemple.fr/" + "x" * 100_000 + "\n\n" + "[x] " * 30_000,
    "an address of the longest": "[x]: http://exemple.fr/" + "x" * 1_900 + "\n\n" + "[x] " * 30_000,
    "a tooltip": '[x]: /a "' + "x" * 100_000 + '"\n\n' + "[x] " * 30_000,
    "an image": "[x]: /files/a\n\n" + f"![{'x' * 100_000}][x] " * 3,
    "a table of contents": "# a\n" * 5_000 + "\n" + ":::{sommaire}\n\n" * 2_000,
}
READERS: dict[str, Callable[[str], object]] = {
    "a heading": slug,
    "a word": stems,
    "a key": title_key,
    "an address": email_key,
    "a file": lambda text: checked_name(text, "image/png"),
}
REFUSALS: dict[str, Callable[[str], object]] = {
    "a title": clean_title,
    "a name": clean_name,
    "an address": clean_email,
    "a description": lambda text: checked(Description(text)),
}


@pytest.mark.parametrize("what", REPEATED)
def test_what_a_short_mark_repeats_is_bounded(what: str) -> None:
    text = REPEATED[what]
    html = within(1_200, lambda: render(parse(text), PlainMeaning()).html)
    assert len(html) < 5_000_000


def test_a_text_that_repeats_too_much_is_shown_as_its_source() -> None:
    html = render(parse(REPEATED["an abbreviation"]), PlainMeaning()).html
    assert "le voici tel quel" in html
    assert "A A A" in html


@pytest.mark.parametrize("what", READERS)
def test_endless_accents_are_cut_before_they_are_put_in_order(what: str) -> None:
    within(120, lambda: READERS[what](ACCENTS))


@pytest.mark.parametrize("what", REFUSALS)
def test_endless_accents_are_refused_before_they_are_put_in_order(what: str) -> None:
    def refuse() -> None:
        with pytest.raises(Invalid):
            REFUSALS[what](ACCENTS)

    within(120, refuse)


def test_signing_in_with_an_endless_name_takes_no_time(client: FlaskClient) -> None:
    answer = within(
        180, lambda: people.post(client, "/login", identifier=ACCENTS, password="x" * 8)
    )
    assert answer.status_code == 403
