from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wiki.language import Span, Synonyms, highlight, query
from wiki.language.snippet import ELLIPSIS

FILLER = "Un paragraphe qui parle d'autre chose. " * 20


def shown(spans: list[Span]) -> str:
    return "".join(f"[{span.text}]" if span.marked else span.text for span in spans)


def test_words_found_are_marked_as_they_are_written() -> None:
    spans = highlight("L’Œuvre des Tiers-Lieux, à Pomerol.", query("oeuvres du tiers lieu"))
    assert shown(spans) == "L’[Œuvre] des [Tiers]-[Lieux], à Pomerol."


def test_a_word_of_two_stems_is_marked_once() -> None:
    assert shown(highlight("un tierslieu", query("tiers-lieux"))) == "un [tierslieu]"


def test_the_passage_with_the_most_terms_wins() -> None:
    text = "Un réseau. " + FILLER + "Le réseau lozérien. " + FILLER
    snippet = shown(highlight(text, query("réseau lozérien"), 60))
    assert "Le [réseau] [lozérien]." in snippet
    assert snippet.startswith(ELLIPSIS)
    assert snippet.endswith(ELLIPSIS)


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert (
        shown(highlight("Bonjour à tous les lieux", query("Pomerol"), 12)) == "Bonjour à" + ELLIPSIS
    )


def test_a_prefix_and_a_synonym_are_marked() -> None:
    assert shown(highlight("Sept télécentres", query("téléc", typing=True))) == "Sept [télécentres]"
    found = query("EPN", synonyms=Synonyms.of([["EPN", "espace public"]]))
    assert shown(highlight("un espace public", found)) == "un [espace] [public]"


@given(
    st.text(alphabet="abcdeéœ ’-tiers lieux\n", max_size=300),
    st.text(alphabet="abcdeé tiers lieux", max_size=20),
    st.integers(1, 80),
)
def test_a_snippet_is_a_passage_of_the_text(text: str, typed: str, width: int) -> None:
    spans = highlight(text, query(typed), width)
    whole = "".join(span.text for span in spans)
    assert whole.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in text
    assert len(whole) <= width + 2 or any(span.marked for span in spans)
    assert all(span.text for span in spans)


@given(st.lists(st.sampled_from(["réseau", "lieu", "de", "Pomerol", "atelier"]), max_size=200))
def test_a_word_that_was_found_is_always_shown(found: list[str]) -> None:
    text = " ".join(found)
    spans = highlight(text, query("Pomerol"), 40)
    assert ("Pomerol" in text) == any(span.marked for span in spans)
