"""The strict reader and bleach are held against each other."""

from __future__ import annotations

import pytest
from bleach.html5lib_shim import BleachHTMLParser
from bleach.sanitizer import Cleaner

from tests.markup.conftest import Village, cases
from tests.markup.hostile import ADDRESS_PLACES, ELEMENT_PLACES, ELEMENTS, addresses, faults
from wiki.markup import parse, render, sanitise
from wiki.markup.elements import element

SOURCES = [c[1] for name in ("liens", "blocs", "directives") for c in cases(f"{name}.txt")]
HOSTILE = [place.replace("E", piece) for place in ELEMENT_PLACES for piece in ELEMENTS[::5]]
HOSTILE += [place.replace("U", url) for place in ADDRESS_PLACES for url in list(addresses())[::29]]


def bleach_clean(html: str) -> str:
    cleaner = Cleaner(tags=sanitise.TAGS, attributes=sanitise.allowed)
    cleaned: str = cleaner.clean(html)
    return cleaned


def tree(html: str) -> list[tuple[object, ...]]:
    parser = BleachHTMLParser(
        tags=None, strip=False, consume_entities=True, namespaceHTMLElements=False
    )
    return [
        (one.tag, one.text, one.tail, tuple(sorted(one.attrib.items())))
        for one in parser.parseFragment(html).iter()
    ]


@pytest.mark.parametrize("source", SOURCES)
def test_what_we_write_is_canonical_and_bleach_changes_nothing(
    source: str, village: Village
) -> None:
    html = render(parse(source), village).html
    assert sanitise.canonical(html)
    assert tree(bleach_clean(html)) == tree(html)


def test_the_same_for_hostile_texts(village: Village) -> None:
    for source in HOSTILE:
        html = render(parse(source), village).html
        assert sanitise.canonical(html), source
        assert tree(bleach_clean(html)) == tree(html), source


REFUSED = [
    "<script>1</script>",
    '<p onclick="1">a</p>',
    '<p style="color:red">a</p>',
    '<p class="evil">a</p>',
    '<p id="location">a</p>',
    "<p>a",
    "a</p>",
    "<p><em>a</p></em>",
    "<P>a</P>",
    "<p >a</p>",
    "<p\n>a</p>",
    "<p class='note'>a</p>",
    "<p class=note>a</p>",
    "<!-- a -->",
    "<br/>",
    "a < b",
    '<a href="javascript:1">a</a>',
    '<a href="java&#115;cript:1">a</a>',
    '<a href="//mechant.example">a</a>',
    '<a href="https://exemple.org">a</a>',
    '<a href="/a" href="/b">a</a>',
    '<a href="/a"><a href="/b">a</a></a>',
    '<img src="data:image/png;base64,AA">',
    '<input type="checkbox">',
    '<input type="submit" disabled="">',
    "<svg></svg>",
    '<a href="/a" target="_blank">a</a>',
]


@pytest.mark.parametrize("html", REFUSED)
def test_refused_by_the_strict_reader_and_mended_by_bleach(html: str) -> None:
    assert not sanitise.canonical(html)
    assert not faults(sanitise.clean(html))


def test_a_verdict_that_was_kept_is_that_of_the_rules(village: Village) -> None:
    for html in [*REFUSED, *(render(parse(source), village).html for source in SOURCES)]:
        for _, tag, attributes in sanitise._TAG.findall(html):
            verdicts = {sanitise._attributes_allowed(tag, attributes) for _ in range(2)}
            assert verdicts == {sanitise._all_allowed(tag, attributes)}


def test_a_link_says_of_no_other_kind_that_it_leads_out() -> None:
    link = '<a href="https://exemple.org" lang="{}" rel="{}">x</a>'
    assert sanitise.canonical(link.format("en", sanitise.REL_ALTERNATE))
    assert not sanitise.canonical(link.format("en", "alternate"))
    assert not sanitise.canonical(link.format("en;x", sanitise.REL_ALTERNATE))
    assert not sanitise.canonical('<p lang="en">x</p>')


def test_attributes_too_long_to_keep_are_judged_alike() -> None:
    long = "a" * sanitise.MAX_KNOWN
    assert sanitise.canonical(f'<a href="/wiki/{long}">x</a>')
    assert not sanitise.canonical(f'<a href="//{long}">x</a>')


def test_bleach_keeps_what_is_harmless() -> None:
    assert sanitise.clean("<p><b>a</b> <em>b</em>") == "<p>&lt;b&gt;a&lt;/b&gt; <em>b</em></p>"
    cleaned = sanitise.clean("<a href='https://exemple.org'>a</a>")
    assert cleaned == f'<a rel="{sanitise.REL}" href="https://exemple.org">a</a>'


@pytest.mark.parametrize("html", ["<b>" * 501, "<p>" + "a" * 20_000])
def test_a_piece_too_large_for_bleach_is_shown_as_text(html: str) -> None:
    cleaned = sanitise.clean(html)
    assert cleaned.startswith("<pre>&lt;")
    assert sanitise.canonical(cleaned)


def test_elements_escape_texts_and_attributes() -> None:
    made = element("a", "x", href='/"><script>', title="'\"&<>")
    assert made == '<a href="/&quot;&gt;&lt;script&gt;" title="\'&quot;&amp;&lt;&gt;">x</a>'
