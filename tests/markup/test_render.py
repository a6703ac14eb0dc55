"""Rendering: any text, owner nodes, dependencies, headings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.markup.conftest import Village
from wiki.markup import (
    CORE,
    Call,
    Context,
    Directive,
    Heading,
    ImageShown,
    LinkShown,
    Node,
    PlainMeaning,
    TermShown,
    parse,
    render,
    sanitise,
)

_WRITTEN = (
    "a\n\n|b|\n|-|\n|c|:::{note}\n:::\n|:::{figure /files/a}\n|:::{inclure A}\n|:clé: v\n|[[|]]|"
    "[[A|b]]|[|](|)|![|*|**|_|`|```\n|~~~\n|> |- |1. |\n|\n\n|    |\t|# |## |=|==|---\n|^|^^|~|~~|"
    "[^1]|[^1]: |[a]: /b\n|*[A]: b\n|A|: |<b>|<|>|&amp;|&#0;|\\|https://a.b|é|« |» |l'| !|\u202e|"
    "\u200b|😀|\r\n|{#a}|[x] |:::sommaire|:::{sommaire}\n|\x0b|\x1f|\ufffe|| a | b |\n|--|--|\n"
)
PIECES = [*_WRITTEN.split("|"), "|", "|\n", "|-", "\\|"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_renders_to_clean_html_twice_the_same(text: str) -> None:
    document = parse(text)
    first, again = render(document, PlainMeaning()), render(document, PlainMeaning())
    assert first == again == render(parse(text), PlainMeaning())
    assert document == parse(text)
    if not document.excess:
        assert sanitise.canonical(first.html)
    first.html.encode()


@given(TEXTS)
def test_identifiers_are_unique(text: str) -> None:
    names = [heading.id for heading in parse(text).headings]
    assert len(names) == len(set(names))
    assert all(name.startswith("s-") for name in names)


@dataclass
class Owner(Village):
    """Owns a directive, images, terms, and puts something beside headings."""

    def directive(self, call: Call, context: Context) -> Node | None:
        if call.name != "lieu":
            return None
        return Node(f"<x-place>{call.argument}{context.body}</x-place>", ("kind:place",))

    def image(self, src: str) -> ImageShown | None:
        return ImageShown("/files/u/" + src, 640, 480, "la salle", "/f", ("file:" + src,))

    def terms(self) -> Mapping[str, TermShown]:
        return {
            "tiers-lieu": TermShown("un lieu partagé", "/wiki/Tiers-lieu", ("title:tiers-lieu",)),
            "fablab": TermShown("un atelier"),
        }

    def heading(self, heading: Heading) -> Node | None:
        return Node(f"<edit {heading.id} {heading.start}>")


REGISTRY = CORE.extended(Directive("lieu", ("place",)), Directive("graphe", body="source"))


def test_owner_nodes_go_in_unsanitised_with_the_body_inside() -> None:
    text = ":::{place Pomerol}\nSur *place*.\n\n:::{lieu B}\n<b>\n:::\n:::\n"
    rendered = render(parse(text, REGISTRY), Owner())
    assert rendered.html == (
        "<x-place>Pomerol<p>Sur <em>place</em>.</p><x-place>B<p>&lt;b&gt;</p></x-place></x-place>"
    )
    assert rendered.dependencies == ("kind:place",)


def test_an_owner_that_declines_leaves_the_source() -> None:
    html = render(parse(":::{graphe}\na -> b\n:::", REGISTRY), Owner()).html
    assert "le voici tel quel" in html
    assert "a -&gt; b" in html


def test_placeholders_cannot_be_forged(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(size: int) -> str:
        drawn.append(real(size))
        return drawn[-1]

    real = secrets.token_hex
    monkeypatch.setattr(secrets, "token_hex", draw)
    text = ":::{lieu A}\n:::\n\n"
    first = render(parse(text, REGISTRY), Owner())
    guess = f"node{drawn[0]}x0x"
    second = render(parse(text + guess, REGISTRY), Owner())
    assert second.html == f"{first.html}\n<p>{guess}</p>"
    assert len(set(drawn)) == 2


def test_a_node_may_not_write_a_placeholder_of_its_own() -> None:
    class Forger(Owner):
        def directive(self, call: Call, context: Context) -> Node:
            return Node("node" + "0" * 32 + "x0x")

    html = render(parse(":::{lieu}\n:::", REGISTRY), Forger()).html
    assert html == "node" + "0" * 32 + "x0x"


def test_the_old_identifiers_of_a_heading_are_empty_anchors_in_it() -> None:
    class Renamed(Owner):
        def former_ids(self, heading: Heading) -> Sequence[str]:
            return {"s-b": ["s-old", "s-a", "s-older"], "s-a": []}[heading.id]

    rendered = render(parse("# A\n\n## B\n"), Renamed())
    assert '<h3 id="s-b"><span id="s-old"></span><span id="s-older"></span>B</h3>' in rendered.html
    assert rendered.html.count('id="s-a"') == 1
    assert [(entry.text, entry.id) for entry in rendered.toc[0].children] == [("B", "s-b")]


def test_dependencies_count_red_links_and_files() -> None:
    text = "[[Pomerol]] [[Nulle part]] ![](a.png)\n\n:::{inclure Mende}\n"
    assert render(parse(text), Owner()).dependencies == (
        "file:a.png",
        "title:mende",
        "title:nulle part",
        "title:pomerol",
    )


def test_terms_are_explained_once_and_never_in_links_or_code() -> None:
    text = "`fablab` [fablab](/x) fablabs fablab fablab, le tiers-lieu"
    rendered = render(parse(text), Owner())
    assert rendered.html == (
        '<p><code>fablab</code> <a href="/x">fablab</a> fablabs '
        '<abbr title="un atelier" class="term">fablab</abbr> fablab, le '
        '<a href="/wiki/Tiers-lieu" title="un lieu partagé" class="term">tiers-lieu</a></p>'
    )
    assert rendered.dependencies == ("title:tiers-lieu",)


class Glossary(PlainMeaning):
    """A wiki that explains a word everywhere, and one that has a page."""

    def terms(self) -> Mapping[str, TermShown]:
        return {
            "ESS": TermShown("économie sociale", dependencies=("term:ESS",), everywhere=True),
            "fablab": TermShown("un atelier", "/wiki/Fablab", ("term:fablab",), key="fablab"),
        }


def test_an_abbreviation_of_the_wiki_is_explained_each_time() -> None:
    rendered = render(parse("L’ESS, `ESS`, [ESS](/x), l’ESS, ESSENTIEL."), Glossary())
    said = '<abbr title="économie sociale" class="term">ESS</abbr>'
    assert rendered.html.count(said) == 2
    assert '<code>ESS</code>, <a href="/x">ESS</a>' in rendered.html
    assert rendered.dependencies == ("term:ESS",)


def test_what_a_page_explains_itself_comes_before_what_the_wiki_does() -> None:
    rendered = render(parse("L’ESS.\n\n*[ESS]: école du soir\n"), Glossary())
    assert '<abbr title="école du soir">ESS</abbr>' in rendered.html
    assert rendered.dependencies == ()


def test_the_page_of_a_word_does_not_lead_to_itself() -> None:
    assert render(parse("Un fablab."), Glossary(), key="fablab").html == "<p>Un fablab.</p>"
    assert 'href="/wiki/Fablab"' in render(parse("Un fablab."), Glossary(), key="lieu").html


def test_what_other_pages_explain_never_makes_a_page_too_long_to_be_shown() -> None:
    class Talkative(PlainMeaning):
        def terms(self) -> Mapping[str, TermShown]:
            return {"A": TermShown("x" * 300, everywhere=True)}

    html = render(parse("A " * 50_000), Talkative()).html
    assert html.startswith('<p><abbr title="xxx')
    assert html.endswith("A A A</p>")
    assert "tel quel" not in html


def test_terms_are_not_explained_in_headings() -> None:
    html = render(parse("## Le fablab\n\nfablab"), Owner()).html
    assert '<h2 id="s-le-fablab">Le fablab</h2>' in html
    assert 'class="term">fablab</abbr>' in html


def test_beside_a_heading() -> None:
    html = render(parse("a\n\n## B\n"), Owner()).html
    assert html.endswith("<edit s-b 3></div>")


def test_an_image_with_its_size() -> None:
    html = render(parse("![](a.png)"), Owner()).html
    assert html == (
        '<p><a href="/f"><img src="/files/u/a.png" alt="la salle" width="640" height="480" '
        'loading="lazy"></a></p>'
    )


def test_a_layer_above_that_gives_a_bad_address_harms_nobody() -> None:
    class Careless(Village):
        def link(self, target: str) -> LinkShown:
            return LinkShown("javascript:alert(1)")

        def image(self, src: str) -> ImageShown:
            return ImageShown("https://mechant.example/pixel", alt='"><script>')

    html = render(parse("[[A]] ![](/x)"), Careless()).html
    assert "javascript" not in html
    assert "<script" not in html


def test_typography_follows_the_language(village: Village) -> None:
    document = parse("l'eau ! `l'eau !`")
    assert render(document, village).html == "<p>l’eau\u202f! <code>l'eau !</code></p>"
    assert render(document, village, language="en").html == "<p>l'eau ! <code>l'eau !</code></p>"


def test_addresses_get_no_typography(village: Village) -> None:
    html = render(parse("https://exemple.org/l'a!b"), village).html
    assert html.count("https://exemple.org/l'a!b") + html.count("l%27a!b") == 2
