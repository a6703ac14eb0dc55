"""Names, descriptions and the words beside a link."""

from __future__ import annotations

import pytest

from wiki.files.inspection import Content
from wiki.files.rules import (
    Description,
    checked,
    checked_name,
    kind_of,
    markdown,
    mentioned,
    size_in_words,
)
from wiki.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Plan du café.PNG", "Plan-du-café.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\alice\\photo.jpg", "photo.png"),
        ("index.html", "index.png"),
        ("x.png/../..", "fichier.png"),
        (".htaccess", "htaccess.png"),
        ("a\0b\n.png", "a-b.png"),
        ("", "fichier.png"),
        ("..", "fichier.png"),
        ("é" * 300 + ".png", "é" * 96 + ".png"),
        ("bilan (v2) <script>.png", "bilan-v2-script.png"),
        ("archive.tar.gz", "archive.tar.png"),
    ],
)
def test_a_name_holds_no_folder_and_its_true_extension(raw: str, name: str) -> None:
    assert checked_name(raw, "image/png") == name


def test_a_description_is_one_line_each() -> None:
    found = checked(Description(" Le  comptoir\n du café ", "Alice", ""))
    assert found == Description("Le comptoir du café", "Alice", "")


def test_a_description_too_long_is_refused() -> None:
    with pytest.raises(Invalid, match="file_text_long"):
        checked(Description(alt="x" * 1001))


def test_a_control_character_is_refused() -> None:
    with pytest.raises(Invalid, match="file_character"):
        checked(Description(credit="a\x00b"))


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (0, "0 octets"),
        (999, "999 octets"),
        (1_000, "1 ko"),
        (1_540, "1,5 ko"),
        (390_123, "390 ko"),
        (9_960_000, "10 Mo"),
        (20_000_000, "20 Mo"),
        (3_200_000_000_000, "3200 Go"),
    ],
)
def test_a_size_is_said_as_people_read_it(octets: int, words: str) -> None:
    assert size_in_words(octets) == words.replace(" ", "\u00a0")


def test_a_kind_is_said_as_people_know_it() -> None:
    assert [kind_of(one) for one in ("application/pdf", "image/jpeg")] == ["PDF", "JPEG"]


def test_an_image_is_shown_and_a_document_offered() -> None:
    picture, document = Content("image/png", 3, 2), Content("application/pdf")
    assert markdown("a.png", "/files/u/a.png", picture, "Le café") == "![Le café](/files/u/a.png)"
    assert markdown("a.png", "/files/u/a.png", picture, "") == "![](/files/u/a.png)"
    assert markdown("a.pdf", "/files/u/a.pdf", document, "") == "[a.pdf](/files/u/a.pdf)"
    assert markdown("a.pdf", "/f", document, "a]b") == "[a\\]b](/f)"


def test_the_files_of_a_text_are_found_by_their_address() -> None:
    text = "![x](/files/abcdefghjkmn/a.png) [y](/files/bcdefghjkmnp/b.pdf) /files/short/c.png"
    assert mentioned(text) == {"abcdefghjkmn", "bcdefghjkmnp"}
