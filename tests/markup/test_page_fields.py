"""`{{champ}}` in a text: what is one, and where nothing but text may stand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from wiki.markup import Node, PlainMeaning, parse, render


@dataclass
class Sheet(PlainMeaning):
    """A page whose sheet says one thing."""

    def field(self, name: str, key: str, *, within_link: bool) -> Node | None:
        link = "" if within_link else ' href="/x"'
        return Node(f"<b{link}>{key}/{name}</b>") if name == "nom du lieu" else None


def shown(text: str) -> str:
    return render(parse(text), Sheet(), key="page").html


def test_a_field_is_shown_where_it_stands() -> None:
    assert shown("Ici, {{ nom du  lieu }}.") == '<p>Ici, <b href="/x">page/nom du lieu</b>.</p>'
    assert "<td><b" in shown("| a |\n|---|\n| {{nom du lieu}} |")


def test_there_is_no_link_inside_a_link() -> None:
    assert '<a href="/y"><b>page/nom du lieu</b></a>' in shown("[{{nom du lieu}}](/y)")


@pytest.mark.parametrize(
    "text", ["{{autre}}", "{{}}", "{{ }}", "{a}", "{{a", "a}}", "{{a|b}}", "{{" + "a" * 200 + "}}"]
)
def test_what_is_no_field_stays_as_it_is(text: str) -> None:
    assert shown(text) == f"<p>{text}</p>".replace("{{ }}", "{{\xa0}}") or text in shown(text)


def test_code_and_the_text_of_an_image_hold_no_field() -> None:
    assert "<code>{{nom du lieu}}</code>" in shown("`{{nom du lieu}}`")
    assert 'alt="{{nom du lieu}}"' in shown("![{{nom du lieu}}](/files/a.png)")


def test_what_is_written_is_found_by_the_search() -> None:
    assert parse("Un {{champ}}").body_text == "Un {{champ}}"
