"""A sheet in the words of schema.org, for search engines and other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wiki.geography.communes import commune_today, regions
from wiki.schema import hours
from wiki.schema.derived import seats_total
from wiki.schema.kinds import Choice, Field, Kind
from wiki.schema.rows import are_rows
from wiki.schema.sheet import Sheet, Value

FORMAT = "schema_org"
#: The word for a choice in the language of the answer.
Word = Callable[[Choice], str]
_ADDRESS = ("addressLocality", "postalCode", "streetAddress")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: What UN/CEFACT calls the times that a price is for.
_TIMES = {
    "hour": "HUR",
    "day": "DAY",
    "week": "WEE",
    "month": "MON",
    "year": "ANN",
}
_LICENCES = {
    "cc_by_sa": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc_by": "https://creativecommons.org/licenses/by/4.0/",
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "odbl": "https://opendatacommons.org/licenses/odbl/1-0/",
    "lo": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


def structured(kind: Kind, sheet: Sheet, page: str, word: Word) -> dict[str, Any]:
    """What a sheet says, as JSON-LD; `page` is the address of its page.

    The sheet is already cut for those who will read it. {} for a kind that has no such words.
    """
    if not kind.schema_org:
        return {}
    found: dict[str, Any] = {"@type": kind.schema_org, "@id": page}
    address: dict[str, Any] = {}
    for field in kind.fields:
        name, value = field.mapping.get(FORMAT), sheet.values.get(field.id)
        if not name or value is None or field.hidden:
            continue
        said = _said(name, field, value, word)
        if said:
            (address if name in _ADDRESS else found)[name] = said
    if address:
        found["address"] = {"@type": "PostalAddress", **_area(sheet), **address}
    if seats := seats_total(sheet.values):
        found["maximumAttendeeCapacity"] = seats
    week = _openings(sheet.values.get("opening_hours"))
    if week:
        found["openingHoursSpecification"] = week
    return found


def _said(name: str, field: Field, value: Value, word: Word) -> Any:
    """The value of a property; None when it is said elsewhere, or cannot be said."""
    if made := _MADE.get(name):
        return made(field, value, word)
    if field.type == "rows":
        return None
    if field.vocabulary:
        return _words(field, value, word)
    return value


def _words(field: Field, value: Value, word: Word) -> Any:
    codes = value if isinstance(value, list) else [value]
    said = [word(field.choices[code]) for code in codes if code in field.choices]
    return said if isinstance(value, list) else next(iter(said), None)


def _town(_field: Field, value: Value, _word: Word) -> str | None:
    commune = commune_today(value) if isinstance(value, str) else None
    return commune.name if commune else None


def _area(sheet: Sheet) -> dict[str, str]:
    """What follows from the commune: its only postcode, its region, the country."""
    commune = commune_today(str(sheet.values.get("commune") or ""))
    if commune is None:
        return {"addressCountry": "FR"}
    postcode = {"postalCode": commune.postcodes[0]} if len(commune.postcodes) == 1 else {}
    return {**postcode, "addressRegion": regions()[commune.region], "addressCountry": "FR"}


def _geo(_field: Field, value: Value, _word: Word) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    return {"@type": "GeoCoordinates", "latitude": value["lat"], "longitude": value["lon"]}


def _organisation(_field: Field, value: Value, _word: Word) -> dict[str, Any]:
    return {"@type": "Organization", "name": value}


def _accounts(_field: Field, value: Value, _word: Word) -> list[str]:
    return [row["url"] for row in _rows(value) if row.get("url")]


def _features(field: Field, value: Value, word: Word) -> list[dict[str, Any]]:
    kinds = field.columns["kind"].choices
    named = (
        row.get("name") or (word(kinds[row["kind"]]) if row.get("kind") in kinds else "")
        for row in _rows(value)
        if row.get("count") != 0
    )
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": True}
        for name in named
        if name
    ]


def _offers(field: Field, value: Value, word: Word) -> list[dict[str, Any]]:
    return [_offer(field, row, word) for row in _rows(value) if isinstance(row.get("price"), dict)]


def _offer(field: Field, row: Mapping[str, Any], word: Word) -> dict[str, Any]:
    formula, price = field.columns["formula"].choices.get(row.get("formula", "")), row["price"]
    amount = f"{price['cents'] / 100:.2f}"
    offer: dict[str, Any] = {
        "@type": "Offer",
        "name": row.get("name") or (word(formula) if formula else ""),
        "price": amount,
        "priceCurrency": "EUR",
    }
    specification = {"@type": "UnitPriceSpecification", "price": amount, "priceCurrency": "EUR"}
    if price.get("tax") in ("incl", "excl"):
        specification |= {"valueAddedTaxIncluded": price["tax"] == "incl"}
    if code := _TIMES.get(row.get("unit", "")):
        specification |= {"unitCode": code}
    if len(specification) > 3:
        offer["priceSpecification"] = specification
    bounds = {"validFrom": row.get("valid_from"), "validThrough": row.get("valid_to")}
    return offer | {name: date for name, date in bounds.items() if date}


def _audience(field: Field, value: Value, word: Word) -> list[dict[str, str]]:
    return [{"@type": "Audience", "audienceType": one} for one in _words(field, value, word)]


def _licence(_field: Field, value: Value, _word: Word) -> str | None:
    return _LICENCES.get(value) if isinstance(value, str) else None


def _elsewhere(_field: Field, _value: Value, _word: Word) -> None:
    return None


def _rows(value: Value) -> Sequence[Mapping[str, Any]]:
    return value if are_rows(value) else ()


def _openings(text: Value) -> list[dict[str, Any]]:
    """When it is open, for a week that says it all."""
    week = hours.week_of(text) if isinstance(text, str) else None
    alike: dict[tuple[int, int], list[str]] = {}
    for day, openings in zip(_DAYS, week.days if week else (), strict=False):
        for opening in openings:
            alike.setdefault(opening, []).append(day)
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": _clock(start),
            "closes": _clock(end),
        }
        for (start, end), days in alike.items()
    ]


def _clock(minutes: int) -> str:
    """Midnight that ends a day is its last minute: the words know no hour 24."""
    return "23:59" if minutes == 24 * 60 else f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


_MADE: Mapping[str, Callable[[Field, Value, Word], Any]] = {
    "addressLocality": _town,
    "geo": _geo,
    "parentOrganization": _organisation,
    "sameAs": _accounts,
    "amenityFeature": _features,
    "makesOffer": _offers,
    "audience": _audience,
    "license": _licence,
    # Said from several fields, or with an address that the sheet alone does not know.
    "openingHours": _elsewhere,
    "maximumAttendeeCapacity": _elsewhere,
    "image": _elsewhere,
    "location": _elsewhere,
    "memberOf": _elsewhere,
}
