"""What the screens of annexes say: the forms of answers, the articles that they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wiki.charter.models import Charter
from wiki.charter.queries import charters
from wiki.charter.rules.annexes import Form
from wiki.charter.rules.blocks import Numbered, anchor, numbered
from wiki.charter.views import words
from wiki.schema.kinds import Field
from wiki.schema.sheet import Sheet
from wiki.schema.spoken import spoken
from wiki.web.addresses import address as url_for
from wiki.web.contradicted import in_words
from wiki.web.language import gettext, in_language
from wiki.web.said import Words
from wiki.web.said import words as said_words
from wiki.web.templates import page_url


class Named(NamedTuple):
    """An article as it is called, and where it is read."""

    id: str
    label: str
    url: str


class Answer(NamedTuple):
    """A question, what a place answers, and the articles that it puts into practice."""

    field: str
    label: str
    words: tuple[Words, ...]
    is_needed: bool
    articles: tuple[Named, ...]


def types() -> dict[str, str]:
    """The forms that an answer may have."""
    return {
        "text": gettext("Quelques mots"),
        "longtext": gettext("Un texte"),
        "integer": gettext("Un nombre entier"),
        "number": gettext("Un nombre"),
        "money": gettext("Un montant en euros"),
        "boolean": gettext("Oui ou non"),
        "choice": gettext("Un choix dans une liste"),
        "choices": gettext("Plusieurs choix dans une liste"),
        "texts": gettext("Une liste, une ligne pour chaque chose"),
        "date": gettext("Une date"),
        "hours": gettext("Des horaires d’ouverture"),
        "url": gettext("Une adresse sur le web"),
    }


def articles(charter: Charter) -> dict[str, Named]:
    """The blocks that a place may put into practice, by id: of the version in force, or of the
    draft before there is one."""
    current = charters.in_force(charter.id)
    if current is None:
        blocks = numbered(charters.draft_blocks(charter))
        base = page_url(charters.draft_page(charter).title)
    else:
        blocks = charters.frozen_blocks(current)
        base = url_for("wiki.charter.version", slug=charter.slug, version=current.number)
    found = (one for one in blocks if one.block.id and one.kind in ("article", "preamble", "annex"))
    return {
        one.block.id: Named(one.block.id, _called(one), f"{base}#{anchor(one.block.id)}")
        for one in found
    }


def _called(one: Numbered) -> str:
    return ", ".join(filter(None, (words.label(one), words.plain(one.block.title))))


def named(ids: Iterable[str], known: Mapping[str, Named]) -> tuple[Named, ...]:
    """Some articles as they are called; one that is gone is said to be."""
    gone = gettext("un article supprimé")
    return tuple(known.get(one) or Named(one, gone, "") for one in ids)


def answers(form: Form, sheet: Sheet, known: Mapping[str, Named]) -> list[Answer]:
    """Each question with what a place answers; nothing where it has not."""
    return [
        Answer(
            one.id,
            in_language(one.labels),
            answered(one, sheet),
            one.id in form.needed,
            named(form.articles.get(one.id, ()), known),
        )
        for one in form.fields
    ]


def answered(field: Field, sheet: Sheet) -> tuple[Words, ...]:
    """What a place answers to a question, in words."""
    if field.id in sheet.not_concerned:
        return (Words(gettext("Ne s’applique pas")),)
    value = sheet.values.get(field.id)
    return () if value is None else tuple(said_words(spoken(field, value)))


def differences(form: Form, before: Sheet, after: Sheet) -> list[tuple[str, str, str]]:
    """What changed from one time to another: question, what was said, what is."""

    def said(field: Field, sheet: Sheet) -> str:
        if field.id in sheet.not_concerned:
            return gettext("ne s’applique pas")
        return in_words(field, sheet.values.get(field.id))

    told = ((in_language(one.labels), said(one, before), said(one, after)) for one in form.fields)
    return [one for one in told if one[1] != one[2]]
