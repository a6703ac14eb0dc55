"""What a charter asks of each place, what the places answered, what of it is put into practice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa

from wiki.charter.models import Annex, AnnexForm, Charter
from wiki.charter.queries.electorate import places_of
from wiki.charter.rules import annexes as rules
from wiki.charter.rules.annexes import Declared, Form
from wiki.charter.rules.chain import Broken, Line
from wiki.kernel.db import reading
from wiki.kernel.errors import Missing
from wiki.pages.models import Page
from wiki.pages.queries import pages
from wiki.places.models import Place
from wiki.schema.sheet import Sheet


class Answered(NamedTuple):
    """A place of the network, its annex if it wrote one, and what it says today."""

    place: Page
    annex: Annex | None
    sheet: Sheet


# -- What is asked


def last_form(charter_id: int) -> AnnexForm | None:
    """What a charter asks now; None when it never asked anything."""
    query = sa.select(AnnexForm).where(AnnexForm.charter_id == charter_id)
    return reading().scalar(query.order_by(AnnexForm.number.desc()).limit(1))


def fields(charter_id: int, number: int | None = None) -> Sequence[Declared]:
    """The fields that are asked now, or were by the form of that number."""
    kept = (
        last_form(charter_id) if number is None else reading().get(AnnexForm, (charter_id, number))
    )
    return json.loads(kept.fields) if kept else ()


def form(charter_id: int, number: int | None = None) -> Form | None:
    """The same, to be filled and read; None when nothing is asked."""
    kept = (
        last_form(charter_id) if number is None else reading().get(AnnexForm, (charter_id, number))
    )
    return _form(kept.fields) if kept and kept.fields != "[]" else None


@lru_cache(maxsize=64)
def _form(fields: str) -> Form:
    return rules.form_of(json.loads(fields))


def ids(charter_id: int) -> set[str]:
    """The ids that fields of a charter ever had."""
    every = sa.select(AnnexForm.fields).where(AnnexForm.charter_id == charter_id)
    return {one["id"] for said in reading().scalars(every) for one in json.loads(said)}


# -- What was answered


def head(charter_id: int, place_id: int) -> Annex | None:
    """What a place said last; None before it said anything."""
    query = sa.select(Annex).where(Annex.charter_id == charter_id, Annex.place_id == place_id)
    return reading().scalar(query.order_by(Annex.number.desc()).limit(1))


def numbered(charter_id: int, place_id: int, number: int) -> Annex:
    """What it said at that time. Raises `Missing`."""
    query = sa.select(Annex).where(
        Annex.charter_id == charter_id, Annex.place_id == place_id, Annex.number == number
    )
    found = reading().scalar(query)
    if found is None:
        raise Missing("annex_missing")
    return found


def history(charter_id: int, place_id: int) -> list[Annex]:
    """All that it ever said, the last word first."""
    query = sa.select(Annex).where(Annex.charter_id == charter_id, Annex.place_id == place_id)
    return list(reading().scalars(query.order_by(Annex.number.desc())))


def heads(charter_id: int) -> dict[int, Annex]:
    """What each place said last, by its page."""
    last = (
        sa.select(sa.func.max(Annex.id))
        .where(Annex.charter_id == charter_id)
        .group_by(Annex.place_id)
    )
    return {
        one.place_id: one for one in reading().scalars(sa.select(Annex).where(Annex.id.in_(last)))
    }


def said(annex: Annex | None) -> Sheet:
    """The answers of an annex; nothing before the first."""
    return rules.answers(annex.text) if annex else Sheet(rules.KIND)


def answered(charter: Charter) -> list[Answered]:
    """The places of the network today by title, with what they answered."""
    kept, titles = heads(charter.id), places_of(charter.network_id)
    query = sa.select(Page).where(Page.id.in_(list(titles))).order_by(Page.sort, Page.key)
    return [
        Answered(one, kept.get(one.id), said(kept.get(one.id))) for one in reading().scalars(query)
    ]


def located(place_ids: Iterable[int]) -> list[Place]:
    """Those of some places whose position is known, by name."""
    query = sa.select(Place).where(Place.page_id.in_(list(place_ids)), Place.lat.is_not(None))
    return list(reading().scalars(query.order_by(Place.name_key, Place.page_id)))


def place(charter: Charter, uid: str) -> Page:
    """A place that is of the network, or that answered once. Raises `Missing`."""
    found = pages.by_uid(uid.replace("\x00", ""))
    if head(charter.id, found.id) is None and found.id not in places_of(charter.network_id):
        raise Missing("annex_place")
    return found


def numbers(hashes: Iterable[str]) -> Mapping[str, int]:
    """Hash -> number of some annexes."""
    query = sa.select(Annex.hash, Annex.number).where(Annex.hash.in_(list(hashes)))
    return {row[0]: row[1] for row in reading().execute(query)}


def lacking(asked: Form | None, found: Sequence[Answered]) -> dict[str, list[str]]:
    """Article -> the titles of the places that have not answered all that is asked of it."""
    if asked is None:
        return {}
    articles = dict.fromkeys(one for ids in asked.articles.values() for one in ids)
    return {
        article: [
            one.place.title for one in found if not asked.puts_into_practice(one.sheet, article)
        ]
        for article in articles
    }


# -- What proves it


def broken(charter_id: int, lines: Sequence[Line]) -> Iterator[Broken]:
    """What does not hold in what was asked and answered: the journal says the hash of each."""
    told = {one.detail["annex"]: one.detail["text"] for one in lines if "annex" in one.detail}
    for annex in reading().scalars(
        sa.select(Annex).where(Annex.charter_id == charter_id).order_by(Annex.id)
    ):
        if {rules.digest(annex.text), told.pop(annex.uid, "")} != {annex.hash}:
            yield Broken("annex_changed", {})
    asked = {one.detail["form"]: one.detail["fields"] for one in lines if "form" in one.detail}
    for kept in reading().scalars(sa.select(AnnexForm).where(AnnexForm.charter_id == charter_id)):
        if {rules.digest(kept.fields), asked.pop(kept.number, "")} != {kept.hash}:
            yield Broken("form_changed", {"number": kept.number})
    if told or asked:
        yield Broken("annex_missing", {})
