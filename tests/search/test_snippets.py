"""The passage shown under a title."""

from __future__ import annotations

import pytest

from tests.search.documents import document
from wiki.language import query
from wiki.search.rules import entry_of
from wiki.search.snippets import WIDTH, Passage, passage

FILLER = "Des mots sans rapport avec la chose. " * 20


def shown(question: str, text: str, *, typing: bool = False, headings: str = "") -> Passage:
    """The passage of a document named « Titre »."""
    entry = entry_of(document(1, "Titre", text, headings=headings))
    return passage("Titre", entry, query(question, typing=typing))


def marked(found: Passage) -> list[str]:
    return [span.text for span in found.text if span.marked]


def test_marks_the_words_as_they_are_written() -> None:
    found = shown("teletravail", "Le Télétravail, dit-on.")
    assert found.plain == "Le Télétravail, dit-on."
    assert marked(found) == ["Télétravail"]


def test_goes_to_the_words_however_far() -> None:
    found = shown("pomerol", FILLER + "Arrêt Minute est à Pomerol. " + FILLER)
    assert marked(found) == ["Pomerol"]
    assert found.plain.startswith("…")
    assert found.plain.endswith("…")
    assert len(found.plain) <= WIDTH + 2


def test_prefers_the_passage_with_more_of_the_words() -> None:
    text = f"Une gare. {FILLER} Une commune. {FILLER} La gare de la commune. {FILLER}"
    assert marked(shown("gare commune", text)) == ["gare", "commune"]


def test_marks_what_starts_as_the_word_being_typed() -> None:
    assert marked(shown("coop", FILLER + "La coopérative.", typing=True)) == ["coopérative"]


def test_shows_the_headings_when_the_words_are_there_alone() -> None:
    found = shown("statuts", "Rien ici.", headings="Histoire\nStatuts")
    assert found.plain == "Histoire · Statuts"
    assert marked(found) == ["Statuts"]


def test_shows_the_beginning_when_only_the_title_answers() -> None:
    found = shown("titre", FILLER)
    assert marked(found) == []
    assert FILLER.startswith(found.plain.removesuffix("…"))
    assert [span.text for span in found.title if span.marked] == ["Titre"]


def test_shows_nothing_of_an_empty_text() -> None:
    assert shown("titre", "").text == []


def test_a_beginning_that_fits_many_words_is_read_in_bounded_time() -> None:
    text = " ".join(f"co{n:x} co{n:x}" for n in range(12_000))
    assert marked(shown("co", text, typing=True))


def test_goes_to_the_word_as_it_was_typed_rather_than_to_one_of_its_family() -> None:
    text = f"Télétravailler ici. {FILLER} Le télétravail, là. {FILLER}"
    assert marked(shown("Télétravail", text)) == ["télétravail"]


def test_a_part_of_another_word_is_not_the_word() -> None:
    text = f"Un partage et un article. {FILLER} De l’art. {FILLER} Des arts. {FILLER}"
    assert marked(shown("art", text)) == ["art"]
    assert marked(shown("art", text.replace("art. ", "aire. "))) == ["arts"]


def test_a_text_that_lower_case_makes_longer_is_read_by_its_stems() -> None:
    assert marked(shown("gare", "İ" * 3 + f" {FILLER} La gare.")) == ["gare"]


def test_words_read_in_one_go_are_found_where_they_begin() -> None:
    found = shown("fablab", FILLER + "Le fab lab de Mende. " + FILLER)
    assert marked(found) == ["fab lab"]


def test_a_word_far_in_a_text_is_reached_past_the_words_met_before() -> None:
    text = f"Une gare. {FILLER * 30} La gare de Pomerol. {FILLER}"
    assert marked(shown("gare pomerol", text)) == ["gare", "Pomerol"]


@pytest.mark.parametrize(
    ("question", "typing", "text", "mark"),
    [
        ("pou", True, f"C’est pour tous. {FILLER} Le poulailler. {FILLER}", "poulailler"),
        ("200", False, f"Il y a 1 200 m². {FILLER} Et 200 places. {FILLER}", "200"),
        ("lab", False, f"Le fab lab. {FILLER} Puis le lab. {FILLER}", "lab"),
    ],
)
def test_what_is_written_so_and_is_no_answer_hides_no_answer(
    question: str, typing: bool, text: str, mark: str
) -> None:
    assert marked(shown(question, text, typing=typing)) == [mark]


def test_a_number_is_found_at_the_end_of_a_column_of_numbers() -> None:
    column = "\n".join(f"06 11 22 {n // 10:02} {n % 10:02}" for n in range(100))
    found = shown("0557123456", f"{column}\n05 57 12 34 56\nfin")
    assert marked(found) == ["05 57 12 34 56"]
