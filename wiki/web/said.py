"""The values of a sheet in words, in the language of the answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import get_day_names
from babel.numbers import format_currency

from wiki.files.directives import address
from wiki.files.models import File
from wiki.files.queries import by_uids as files_by_uids
from wiki.files.rules import SMALL
from wiki.files.service.thumbnails import shown_width
from wiki.geography.communes import commune_today
from wiki.members.queries import by_uids
from wiki.schema.derived import RATIO, ratio
from wiki.schema.hours import week_of, written
from wiki.schema.kinds import Field, Kind, core_units
from wiki.schema.sheet import Sheet, Source
from wiki.schema.spoken import Spoken, spoken
from wiki.web.addresses import address as url_for
from wiki.web.filters import imprecise_date, percent
from wiki.web.language import gettext, in_language, language, number
from wiki.web.templates import page_url


class Words(NamedTuple):
    """A value in words, with where it leads, if anywhere."""

    text: str
    url: str = ""


class Picture(NamedTuple):
    """A picture that a row names, with what the row says of it."""

    src: str
    url: str
    alt: str
    credit: str


class Line(NamedTuple):
    """A field with its value: some words, or a table of rows."""

    field: str
    label: str
    words: tuple[Words, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Words, ...], ...], ...] = ()
    source: str = ""
    source_url: str = ""
    pictures: tuple[Picture, ...] = ()
    #: That the value is past its period, in words.
    overdue: str = ""
    #: The type of its field.
    type: str = ""


class Part(NamedTuple):
    """A group of fields that have something to say."""

    code: str
    label: str
    lines: tuple[Line, ...]


def parts(kind: Kind, sheet: Sheet, overdue: Collection[str] = ()) -> tuple[Part, ...]:
    """What a sheet says, group by group; what its kind has no field for comes last.

    The values of the fields `overdue` are said to be past their period.
    """
    found = []
    by = checkers(sheet.sources.values())
    for group in kind.groups:
        said = (_line(one, sheet, by, overdue) for one in kind.fields_of(group.code))
        lines = tuple(line for line in said if line)
        if lines:
            found.append(Part(group.code, in_language(group.labels), lines))
    unfit = tuple(
        Line(name, name, tuple(words(spoken(None, value))))
        for name, value in sheet.values.items()
        if name not in kind.by_id
    )
    if unfit:
        found.append(Part("unfit", gettext("Ce que la fiche n’a plus"), unfit))
    return tuple(found)


def checkers(sources: Iterable[Source]) -> dict[str, str]:
    """The names of the members who checked values, by their public ids."""
    told = {source["by"] for source in sources if source.get("by")}
    return {uid: one.name for uid, one in by_uids(told).items()} if told else {}


def _line(
    field: Field, sheet: Sheet, by: Mapping[str, str], overdue: Collection[str]
) -> Line | None:
    label = in_language(field.labels)
    if field.id in sheet.not_concerned:
        return Line(field.id, label, (Words(gettext("Ne s’applique pas")),))
    value = sheet.values.get(field.id)
    if value is None:
        return None
    source = sheet.sources.get(field.id, {})
    line = Line(
        field.id,
        label,
        source=sourced(source, by),
        source_url=source.get("url", ""),
        overdue=gettext("à revérifier") if field.id in overdue else "",
        type=field.type,
    )
    said = spoken(field, value)
    if said.shape != "rows":
        return line._replace(words=tuple(words(said)))
    if pictures := _pictures(field, value):
        line = line._replace(pictures=pictures)
        if len(pictures) == len(value):
            return line
    columns = [one for one in said.columns if not one.hidden]
    header = [in_language(one.labels) for one in columns]
    rows = [
        [tuple(words(row[one.id])) if one.id in row else () for one in columns] for row in said.rows
    ]
    shares = [ratio(row) for row in value] if field.columns.keys() >= RATIO else []
    if any(share is not None for share in shares):
        header.append(gettext("Part du coût"))
        for cells, share in zip(rows, shares, strict=True):
            cells.append(() if share is None else (Words(percent(share / 100)),))
    return line._replace(header=tuple(header), rows=tuple(map(tuple, rows)))


def _pictures(field: Field, rows: Sequence[Mapping[str, Any]]) -> tuple[Picture, ...]:
    """The pictures of rows that say, beside a file, what it shows."""
    column = next((one.id for one in field.fields if one.type == "file"), "")
    if not column or "alt" not in field.columns:
        return ()
    known = files_by_uids({str(row.get(column)) for row in rows})
    return tuple(
        _picture(field, row, file)
        for row in rows
        if (file := known.get(str(row.get(column)))) and file.is_image
    )


def _picture(field: Field, row: Mapping[str, Any], file: File) -> Picture:
    licence = field.columns["licence"].choices.get(row.get("licence", ""))
    by = [row.get("credit", ""), in_language(licence.labels) if licence else ""]
    return Picture(
        address(file, shown_width(file, SMALL)),
        url_for("wiki.files.show", uid=file.uid),
        str(row.get("alt", "")),
        ", ".join(filter(None, map(str, by))),
    )


def sourced(source: Mapping[str, str], by: Mapping[str, str]) -> str:
    """Where a value comes from, in words; `by` names members by their public ids."""
    told = [source.get("text") or source.get("url", "")]
    if checked := source.get("checked"):
        day, name = imprecise_date(checked), by.get(source.get("by", ""))
        told.append(
            gettext("vérifié par %(name)s : %(day)s", name=name, day=day)
            if name
            else gettext("vérifié : %(day)s", day=day)
        )
    return ", ".join(part for part in told if part)


def words(said: Spoken) -> Iterator[Words]:
    """A value in words; each of a list apart."""
    if said.shape == "list":
        for item in said.items:
            yield from words(item)
    else:
        yield _SHAPES.get(said.shape, _as_it_is)(said)


def _as_it_is(said: Spoken) -> Words:
    return Words(said.text)


def _yes_or_no(said: Spoken) -> Words:
    return Words(gettext("oui") if said.yes else gettext("non"))


def _choice(said: Spoken) -> Words:
    return Words(in_language(said.choice.labels) if said.choice else said.text)


def _link(said: Spoken) -> Words:
    return Words(said.text, page_url(said.text))


def _url(said: Spoken) -> Words:
    return Words(said.text.partition("://")[2].removesuffix("/"), said.text)


def _siret(said: Spoken) -> Words:
    text = said.text
    return Words(" ".join((text[:3], text[3:6], text[6:9], text[9:])))


def _commune(said: Spoken) -> Words:
    commune = commune_today(said.text)
    return Words(commune.full_name if commune else said.text)


def _date(said: Spoken) -> Words:
    year, *more = said.date
    return Words(imprecise_date("-".join([f"{year:04}", *(f"{part:02}" for part in more)])))


def _measured(said: Spoken) -> Words:
    sign = _sign(said.unit, said.number)
    return Words(f"{number(said.number)} {sign}" if sign else number(said.number))


def _sign(unit: str, value: float) -> str:
    """The sign of a unit after a number: « 0 poste », « 2 postes »; in English « 0 seats »."""
    signs, spoken_in = core_units().get(unit, {}), language()
    is_one = abs(value) < 2 if spoken_in == "fr" else abs(value) == 1
    return (is_one and signs.get(f"one_{spoken_in}")) or in_language(signs)


def _year(said: Spoken) -> Words:
    return Words(str(int(said.number)))


def _euros(cents: float) -> str:
    """« 38 040 € », « 12,50 € »: without cents when there are none."""
    pattern = Locale.parse(language()).currency_formats["standard"].pattern
    if cents % 100 == 0:
        pattern = pattern.replace("0.00", "0")
    euros = format_currency(
        cents / 100, "EUR", pattern, locale=language(), currency_digits=cents % 100 != 0
    )
    return str(euros)


def _amount(said: Spoken) -> Words:
    euros = _euros(said.number)
    taxes = {
        "incl": gettext("TTC"),
        "excl": gettext("HT"),
        "exempt": gettext("exonéré de TVA"),
    }
    return Words(f"{euros} {taxes[said.tax]}" if said.tax else euros)


def _phone(said: Spoken) -> Words:
    """« 05 57 00 00 00 » for a French number, else as it is kept."""
    digits = said.text.removeprefix("+33")
    is_french = digits != said.text and len(digits) == 9
    whole = f"0{digits}"
    shown = " ".join(whole[at : at + 2] for at in range(0, 10, 2)) if is_french else said.text
    return Words(shown, f"tel:{said.text}")


def precisions() -> dict[str, str]:
    """How well a position is known, in words, by its code."""
    return {
        "pin": gettext("position exacte"),
        "address": gettext("d’après l’adresse"),
        "commune": gettext("le bourg, à préciser"),
        "epci": gettext("les environs, à préciser"),
    }


def _position(said: Spoken) -> Words:
    return Words(f"{number(said.lat)} ; {number(said.lon)} ({precisions()[said.precision]})")


def _member(said: Spoken) -> Words:
    found = by_uids([said.text]).get(said.text)
    if found is None:
        return Words(gettext("un membre qui n’est plus là"))
    return Words(found.name, url_for("wiki.members.profile", uid=found.uid))


def _file(said: Spoken) -> Words:
    found = files_by_uids([said.text]).get(said.text)
    if found is None:
        return Words(gettext("un fichier qui n’est plus là"))
    return Words(found.name, url_for("wiki.files.show", uid=found.uid))


def _hours(said: Spoken) -> Words:
    """« lundi–vendredi 9h-18h ; fermé les jours fériés »; the text itself when no week says it."""
    week = week_of(said.text)
    if week is None:
        return Words(said.text)
    names = get_day_names("wide", locale=language())
    told = []
    for openings, days in groupby(range(7), key=week.days.__getitem__):
        first, *others = (names[day] for day in days)
        if openings:
            told.append(f"{'–'.join([first, *others[-1:]])} {written(openings)}")
    if week.closed_on_holidays:
        told.append(gettext("fermé les jours fériés"))
    return Words(" ; ".join(told))


_SHAPES: Mapping[str, Callable[[Spoken], Words]] = {
    "number": _measured,
    "year": _year,
    "money": _amount,
    "date": _date,
    "boolean": _yes_or_no,
    "choice": _choice,
    "link": _link,
    "url": _url,
    "phone": _phone,
    "siret": _siret,
    "commune": _commune,
    "point": _position,
    "hours": _hours,
    "member": _member,
    "file": _file,
}
