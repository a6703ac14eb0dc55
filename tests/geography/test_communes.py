"""The tables of the communes: whole, true where it can be checked, refusing what is no code."""

from __future__ import annotations

from statistics import median

import pytest

from wiki.geography import communes
from wiki.geography.communes import commune, commune_today, communes_of, nearest
from wiki.geography.distance import distance_km


def test_a_commune_has_what_a_sheet_needs() -> None:
    pomerol = commune("33328")
    assert pomerol is not None
    assert (pomerol.name, pomerol.postcodes) == ("Pomerol", ("33500",))
    assert (pomerol.department, pomerol.region) == ("33", "75")
    assert communes.epcis()[pomerol.epci] == "CA du Libournais"
    assert pomerol.population == pytest.approx(600, abs=300)
    assert (pomerol.lat, pomerol.lon) == pytest.approx((44.93, -0.20), abs=0.02)
    assert pomerol.precision == "point"


def test_a_department_is_named_with_its_code() -> None:
    assert communes.departments()["33"].full_name == "Gironde (33)"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "33",
        "3332",
        "333280",
        "99999",
        "Pomerol",
        "33328\t",
        "33328\tPomerol",
        "2a004",
        "\x00" * 5,
    ],
)
def test_refuses_what_is_no_code(code: str) -> None:
    assert commune(code) is None
    assert commune_today(code) is None


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("01120", "01262"),  # associated
        ("01340", "01015"),  # gone into a new commune
        ("75110", "75056"),  # arrondissements
        ("69381", "69123"),
        ("13201", "13055"),
        ("20004", "2A004"),  # Corsica was one department
        ("33328", "33328"),
    ],
)
def test_a_former_code_leads_to_the_commune_of_today(former: str, today: str) -> None:
    found = commune_today(former)
    assert found is not None
    assert found.insee == today


def test_every_former_code_leads_somewhere() -> None:
    assert len(communes.former_codes()) == 4_285
    for former, today in communes.former_codes().items():
        assert commune(former) is None, former
        assert commune(today) is not None, former
    assert all(commune(today) for _, today in communes.former_names())


def test_every_commune_is_whole() -> None:
    every = [communes.commune_at(row) for row in range(len(communes.rows()))]
    assert len(every) == 34_969
    assert [one.insee for one in every] == sorted({one.insee for one in every})
    for one in every:
        assert one.name == one.name.strip() != ""
        assert one.department in communes.departments(), one.insee
        assert one.region in communes.regions(), one.insee
        assert not one.epci or one.epci in communes.epcis()
        assert all(len(code) == 5 and code.isdigit() for code in one.postcodes)
        assert (one.lat is None) == (one.lon is None) == (one.precision == "")
    assert sum(one.precision == "point" for one in every) > 14_000
    unknown = [one for one in every if not one.precision]
    assert len(unknown) < 60
    assert sum(len(one.department) == 2 for one in unknown) == 2  # two islands without EPCI


def test_a_mainland_commune_is_on_the_mainland() -> None:
    for row in range(len(communes.rows())):
        one = communes.commune_at(row)
        if len(one.department) == 2 and one.lat is not None and one.lon is not None:
            assert 41.3 < one.lat < 51.1, one
            assert -5.2 < one.lon < 9.6, one


def test_a_commune_is_in_its_department() -> None:
    """A place of the same name elsewhere would stand far from the others of the department."""
    for department in communes.departments():
        known = [one for one in communes_of(department) if one.lat is not None]
        if len(department) == 3 or not known:
            continue
        lat = median(one.lat or 0 for one in known)
        lon = median(one.lon or 0 for one in known)
        for one in known:
            assert distance_km(lat, lon, one.lat or 0, one.lon or 0) < 110, one


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("32462", 43.76, 0.30),  # Vic-Fezensac
        ("65389", 43.09, 0.48),  # Saint-Laurent-de-Neste
        ("65290", 43.17, 0.22),  # Luc
    ],
)
def test_the_mean_of_an_epci_is_near(code: str, lat: float, lon: float) -> None:
    one = commune(code)
    assert one is not None
    assert one.lat is not None
    assert one.lon is not None
    assert distance_km(lat, lon, one.lat, one.lon) < 25


def test_the_departments_and_regions() -> None:
    assert len(communes.departments()) == 109
    assert communes.departments()["48"].name == "Lozère"
    assert communes.regions()[communes.departments()["2B"].region] == "Corse"


def test_the_communes_of_a_department() -> None:
    lozere = list(communes_of("48"))
    assert len(lozere) == 152
    assert {one.department for one in lozere} == {"48"}
    assert not list(communes_of("20"))
    assert {one.department for one in communes_of("974")} == {"974"}


def test_the_nearest_communes() -> None:
    found = nearest(44.93, -0.2, 3)
    assert found[0][0].name == "Pomerol"
    assert found[0][1] < 1
    assert [km for _, km in found] == sorted(km for _, km in found)


def test_the_nearest_commune_from_the_middle_of_an_ocean() -> None:
    ((far, km),) = nearest(-60, 0)
    assert far.department == "974"
    assert km > 4_000
