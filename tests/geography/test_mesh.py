"""What is near, in a grid."""

from __future__ import annotations

from wiki.geography.distance import distance_km
from wiki.geography.mesh import Mesh

THINGS = [(44.0 + n / 17, -0.5 + n / 13, n) for n in range(30)]


def test_the_nearest_is_the_nearest_of_all() -> None:
    mesh = Mesh(THINGS)
    for lat, lon, thing in THINGS:
        away = sorted((distance_km(lat, lon, *other[:2]), other[2]) for other in THINGS)
        found = mesh.nearest(lat, lon, but=thing)
        assert found is not None
        assert (found.km, found.thing) == away[1]
        assert [one.thing for one in mesh.within(lat, lon, 30)] == [t for km, t in away if km <= 30]


def test_what_is_too_far_is_not_found() -> None:
    assert Mesh([(44.0, 0.0, 1)]).nearest(48.0, 0.0) is None
    assert Mesh([(44.0, 0.0, 1)]).nearest(46.0, 0.0) is not None
    assert Mesh([(44.0, 0.0, 1)]).nearest(44.0, 0.0, but=1) is None
