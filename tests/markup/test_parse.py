"""What a text says: links, headings, directives, words."""

from __future__ import annotations

import pickle

from wiki.markup import Document, Link, parse

TEXT = """\
Avant [[Pomerol|*ici*]], [[movilab:Tiers-lieu]] et [[#Bas]].

## Premier [[Libourne#Gare]]

Voir ![La salle](/files/salle%20a.jpg), https://exemple.org/b et [x](javascript:1).

:::{note} Un titre
### Dedans
Corps **gras** `code`.
:::

Bas
===

- [ ] a[^1]

*[ESS]: économie sociale

[^1]: La note [[Mende]].

:::{figure plan.pdf}
:légende: Le plan
:::
:::{vidéo https://framatube.org/w/abc}
"""


def test_links_in_order_of_reading() -> None:
    links = parse(TEXT).links
    assert links == (
        Link("Pomerol", text="*ici*"),
        Link("movilab:Tiers-lieu", prefix="movilab", rest="Tiers-lieu"),
        Link("", "Bas"),
        Link("Libourne", "Gare"),
        Link("Mende"),
    )
    assert links[1].kind({"movilab"}) == "interwiki"
    assert links[1].kind(set()) == links[0].kind({"movilab"}) == "page"


def test_a_colon_before_a_prefix_keeps_the_link_in_the_text() -> None:
    assert parse("[[:en:Third place]] [[:Lieu]]").links == (
        Link("en:Third place", prefix="en", rest="Third place", in_text=True),
        Link(":Lieu"),
    )


def test_headings_know_where_they_start() -> None:
    document = parse(TEXT)
    assert [(one.level, one.text, one.id) for one in document.headings] == [
        (2, "Premier Libourne § Gare", "s-premier-libourne-gare"),
        (3, "Dedans", "s-dedans"),
        (1, "Bas", "s-bas"),
    ]
    first, inside, last = (one.start for one in document.headings)
    assert inside is None
    assert document.source[first:].startswith("## Premier")
    assert document.source[last:].startswith("Bas\n===")


def test_what_it_refers_to() -> None:
    document = parse(TEXT)
    assert document.files == ("/files/salle%20a.jpg", "plan.pdf")
    assert document.external_urls == ("https://exemple.org/b", "https://framatube.org/w/abc")
    assert document.terms == {"ESS": "économie sociale"}
    assert [call.name for call in document.calls] == ["note", "figure", "video"]
    assert document.calls[1].options == {"caption": "Le plan"}


def test_inclusions_are_links_too() -> None:
    text = ":::{inclure A#b}\n\n:::{include [[C]]}\n\n:::{inclure #b}\n\n:::{inclure}\n"
    assert parse(text).inclusions == (Link("A", "b"), Link("C"))


def test_words_without_marks() -> None:
    document = parse(TEXT)
    assert document.heading_text == "Premier Libourne § Gare\nDedans\nBas"
    words = document.body_text.split()
    for word in ("ici,", "Un", "titre", "gras", "code.", "La", "note", "Mende.", "plan", "salle,"):
        assert word in words
    assert "Premier" not in words
    assert not {"*", "[", "`", "#", "|", "{"} & set(document.body_text)


def test_an_unknown_directive_is_searched_too() -> None:
    assert "Gironde" in parse(":::{carte Gironde}\nBordeaux\n:::").body_text


def test_line_ends_are_read_alike() -> None:
    assert parse("a\r\n\r\n## b\rc").headings == parse("a\n\n## b\nc").headings


def test_a_document_travels_through_a_cache() -> None:
    document = parse(TEXT)
    copy = pickle.loads(pickle.dumps(document))  # noqa: S301
    assert isinstance(copy, Document)
    assert copy == document
