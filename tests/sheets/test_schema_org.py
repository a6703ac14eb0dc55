"""A sheet in the words of schema.org."""

from __future__ import annotations

from tests.places.exports.described import FULL
from tests.sheets.places import place
from wiki.schema.kinds import core_kinds
from wiki.schema.sheet import Sheet
from wiki.sheets.schema_org import structured

KINDS = core_kinds()


def test_a_place_says_all_that_schema_org_has_words_for() -> None:
    said = structured(KINDS["place"], place(**FULL), "/wiki/A", lambda one: one.labels["fr"])
    assert (said["@type"], said["@id"], said["name"]) == (
        "LocalBusiness",
        "/wiki/A",
        "Arrêt Minute",
    )
    assert said["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Pomerol",
        "streetAddress": "3 rue des Écoles",
        "postalCode": "33500",
        "addressRegion": "Nouvelle-Aquitaine",
        "addressCountry": "FR",
    }
    assert said["geo"] == {"@type": "GeoCoordinates", "latitude": 44.931, "longitude": -0.199}
    assert said["maximumAttendeeCapacity"] == 7
    assert said["sameAs"] == ["https://social.exemple/@arret"]
    assert [one["name"] for one in said["amenityFeature"]] == ["Machine à café"]
    week, _, saturday = said["openingHoursSpecification"]
    assert (week["dayOfWeek"][0], week["opens"]) == ("Monday", "09:00")
    assert saturday["closes"] == "23:59"
    [offer] = said["makesOffer"]
    assert (offer["price"], offer["priceCurrency"]) == ("12.50", "EUR")
    assert offer["priceSpecification"]["valueAddedTaxIncluded"] is True
    assert said["license"].startswith("https://")


def test_a_place_says_no_more_than_its_sheet() -> None:
    said = structured(KINDS["place"], Sheet("place", {"name": "Le Quai"}), "/wiki/A", str)
    assert said == {"@type": "LocalBusiness", "@id": "/wiki/A", "name": "Le Quai"}


def test_other_kinds_have_their_words_too() -> None:
    sheet = Sheet("organisation", {"name": "Le Réseau", "created_on": "2009"})
    said = structured(KINDS["organisation"], sheet, "/wiki/R", str)
    assert (said["@type"], said["foundingDate"]) == ("Organization", "2009")
