"""The hour of French departments."""

from __future__ import annotations

import pytest

from wiki.geography.communes import departments
from wiki.geography.zones import zone_of


@pytest.mark.parametrize(
    ("department", "zone"),
    [
        ("33", "Europe/Paris"),
        ("2A", "Europe/Paris"),
        ("974", "Indian/Reunion"),
        ("", "Europe/Paris"),
    ],
)
def test_a_department_has_its_hour(department: str, zone: str) -> None:
    assert zone_of(department).key == zone


def test_every_department_has_one() -> None:
    # those without inhabitants aside
    overseas = {code for code in departments() if len(code) == 3} - {"984", "989"}
    assert overseas
    assert all(zone_of(code).key != "Europe/Paris" for code in overseas)
