"""What can be taken away, as a catalogue (DCAT-AP 3) that the portals of open data read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MEDIA_TYPE = "application/ld+json"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_IANA = "http://www.iana.org/assignments/media-types"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A form in which the data are given: its code among the European file types."""

    title: str
    url: str
    media_type: str
    format: str
    conforms_to: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Who gives the data, where and under which licence (an address, or a name)."""

    name: str
    home: str
    licence: str


def catalogue(
    site: Site, url: str, title: str, description: str, given: Iterable[Distribution]
) -> dict[str, Any]:
    """The catalogue at `url`: the one set of data there is, the places, in all its forms."""
    publisher = {"@type": "foaf:Organization", "@id": site.home, "foaf:name": site.name}
    text = {
        "dct:title": {"@value": title, "@language": "fr"},
        "dct:description": {"@value": description, "@language": "fr"},
        "dct:publisher": publisher,
        "dct:language": _concept("language/FRA"),
    }
    return {
        "@context": _CONTEXT,
        "@id": url,
        "@type": "dcat:Catalog",
        **text,
        "foaf:homepage": {"@id": site.home},
        "dct:license": _licence(site.licence),
        "dcat:dataset": [
            {
                "@id": f"{url}#places",
                "@type": "dcat:Dataset",
                **text,
                "dct:identifier": f"{url}#places",
                "dct:license": _licence(site.licence),
                "dct:accessRights": _concept("access-right/PUBLIC"),
                "dct:accrualPeriodicity": _concept("frequency/CONT"),
                "dct:spatial": _concept("country/FRA"),
                "dcat:theme": _concept("data-theme/REGI"),
                "dcat:keyword": ["tiers-lieux", "coworking", "fablab", "télétravail"],
                "dcat:landingPage": {"@id": given_at(site)},
                "dcat:distribution": [_distribution(one, site) for one in given],
            }
        ],
    }


def given_at(site: Site) -> str:
    """The screen on which people find the same data."""
    return f"{site.home.rstrip('/')}/places"


def _distribution(one: Distribution, site: Site) -> dict[str, Any]:
    said = {
        "@id": one.url,
        "@type": "dcat:Distribution",
        "dct:title": {"@value": one.title, "@language": "fr"},
        "dcat:accessURL": {"@id": one.url},
        "dcat:downloadURL": {"@id": one.url},
        "dcat:mediaType": {"@id": f"{_IANA}/{one.media_type}"},
        "dct:format": _concept(f"file-type/{one.format}"),
        "dct:license": _licence(site.licence),
    }
    return said | ({"dct:conformsTo": {"@id": one.conforms_to}} if one.conforms_to else {})


def _concept(path: str) -> dict[str, str]:
    return {"@id": f"{_AUTHORITY}/{path}"}


def _licence(licence: str) -> Any:
    return {"@id": licence} if licence.startswith("http") else licence
